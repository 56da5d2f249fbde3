using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics;

namespace Stockade.Cli;

/// <summary>The commands.</summary>
internal static class CommandTree
{
    public static RootCommand Create(Stopwatch clock)
    {
        var root = new RootCommand("Finds workloads that can reach the Azure Instance Metadata Service, ingress that is too broad, and AKS clusters that are open, before anything is deployed.");
        root.Subcommands.Add(new CheckCommand().Create(clock));
        root.Subcommands.Add(new ModelCommand().Create());
        root.Subcommands.Add(new ExplainCommand().Create());
        root.Subcommands.Add(new RulesCommand().Create());
        root.Subcommands.Add(new FixCommand().Create());
        root.Subcommands.Add(new InitCommand().Create());
        root.Subcommands.Add(new ConfigCommand().Create());
        root.Subcommands.Add(new CompletionsCommand().Create());
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new ExamplesHelp(help);
            else if (option is VersionOption)
                option.Action = new ShowVersion();
        }

        return root;
    }
}
