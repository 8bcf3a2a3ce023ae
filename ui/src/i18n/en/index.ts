import aadsts from "./aadsts.json";
import app from "./app.json";
import checklist from "./checklist.json";
import cli from "./cli.json";
import common from "./common.json";
import defender from "./defender.json";
import diagnosis from "./diagnosis.json";
import errors from "./errors.json";
import home from "./home.json";
import hunting from "./hunting.json";
import invitations from "./invitations.json";
import keeping from "./keeping.json";
import registration from "./registration.json";
import results from "./results.json";
import settings from "./settings.json";
import sign_in from "./sign_in.json";
import snippets from "./snippets.json";
import support from "./support.json";
import sweep from "./sweep.json";
import tenants from "./tenants.json";
import token from "./token.json";

export default {
  aadsts,
  app,
  checklist,
  cli,
  common,
  defender,
  diagnosis,
  errors,
  home,
  hunting,
  invitations,
  keeping,
  registration,
  results,
  settings,
  sign_in,
  snippets,
  support,
  sweep,
  tenants,
  token,
};
