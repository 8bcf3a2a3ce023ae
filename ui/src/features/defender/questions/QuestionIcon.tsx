import type { ComponentType } from "react";
import {
  Alert20Regular,
  AlertOff20Regular,
  ArrowTrending20Regular,
  Bug20Regular,
  CalendarWeekStart20Regular,
  CheckmarkCircle20Regular,
  Clock20Regular,
  Desktop20Regular,
  DesktopPulse20Regular,
  Gauge20Regular,
  History20Regular,
  Mail20Regular,
  Password20Regular,
  People20Regular,
  PersonQuestionMark20Regular,
  PlugDisconnected20Regular,
  Search20Regular,
  ShieldError20Regular,
  ShieldTask20Regular,
  Target20Regular,
  WeatherMoon20Regular,
  WindowConsole20Regular,
  Wrench20Regular,
} from "../../../components/icons";
import type { Question, QuestionKind } from "../../../ipc";

const BY_ID: Record<string, ComponentType> = {
  open_and_serious: ShieldError20Regular,
  last_48_hours: Clock20Regular,
  came_in_last_night: WeatherMoon20Regular,
  nobody_works_on: PersonQuestionMark20Regular,
  open_longest: History20Regular,
  changed_this_week: CalendarWeekStart20Regular,
  closed_this_week: CheckmarkCircle20Regular,
  false_alarms: AlertOff20Regular,
  devices_hit_most: Desktop20Regular,
  people_hit_most: People20Regular,
  attack_techniques: Target20Regular,
  attack_stages: ArrowTrending20Regular,
  devices_at_high_risk: DesktopPulse20Regular,
  devices_silent: PlugDisconnected20Regular,
  phishing_delivered: Mail20Regular,
  failed_sign_ins: Password20Regular,
  encoded_powershell: WindowConsole20Regular,
};

const BY_KIND: Record<QuestionKind, ComponentType> = {
  incidents: ShieldTask20Regular,
  alerts: Alert20Regular,
  machines: Desktop20Regular,
  vulnerabilities: Bug20Regular,
  recommendations: Wrench20Regular,
  hunting: Search20Regular,
  score: Gauge20Regular,
};

/** A picture beside a question; a new question has that of its kind. */
export function QuestionIcon({ question: { id, kind } }: { question: Question }) {
  const Icon = BY_ID[id] ?? BY_KIND[kind];
  return <Icon />;
}
