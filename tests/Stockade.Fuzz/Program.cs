using Stockade.Fuzz;

// Mutates inputs of every reader and keeps those that reach new branches: dotnet run -c Release --project tests/Stockade.Fuzz -- [TARGET…] [--executions N] [--seconds N] [--seed N]
// The build calls this on its own copy of the engine, which must not be loaded then: instrument FILE
return args is ["instrument", var engine] ? Instrumentation.Apply(engine) : FuzzCommand.Run(args);
