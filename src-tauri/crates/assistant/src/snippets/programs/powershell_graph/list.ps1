
# All pages; the module waits when the service asks for it.
$rows = @(«command» -All«options»)
