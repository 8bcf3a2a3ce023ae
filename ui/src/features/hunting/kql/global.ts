// Bridge looks for the global object by the name that Node gives it, as soon as a bundler has made a module of it.
Object.assign(globalThis, { global: globalThis });
