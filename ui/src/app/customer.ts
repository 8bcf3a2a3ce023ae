import type { ConnectionView, CustomerView } from "../ipc";

/** The connection as words speak of it in the tenant of a customer; as it is where it is about none. */
export function atCustomer(
  connection: ConnectionView,
  customer: (CustomerView & { name?: string | null }) | null,
): ConnectionView {
  if (!customer) return connection;
  const { tenantId, domain, name } = customer;
  return { ...connection, name: name ?? domain, tenantId, tenantDomain: domain };
}
