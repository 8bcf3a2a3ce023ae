import type { ComponentType } from "react";
import {
  AppGeneric24Regular,
  AppsListDetail24Regular,
  Certificate24Regular,
  Key24Regular,
  PersonAvailable24Regular,
  PlugConnected24Regular,
  ShieldTask24Regular,
} from "../../components/icons";
import type { RegistrationStepId } from "../../ipc";

/** A picture for each step of making a registration. */
export const STEP_ICON: Record<RegistrationStepId, ComponentType> = {
  application: AppGeneric24Regular,
  service_principal: AppsListDetail24Regular,
  resource: PlugConnected24Regular,
  secret: Key24Regular,
  certificate: Certificate24Regular,
  consent: PersonAvailable24Regular,
  proof: ShieldTask24Regular,
};
