const since = new Date(Date.now() - «hours» * 60 * 60 * 1000).toISOString();
