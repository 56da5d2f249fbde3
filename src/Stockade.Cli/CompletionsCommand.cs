using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace Stockade.Cli;

/// <summary><c>stockade completions</c>: a script that makes a shell complete commands, options and their values.</summary>
internal sealed class CompletionsCommand
{
    // The tool itself knows what may stand at a place: '[suggest:POSITION]' is the directive of System.CommandLine.
    // Shells complete the last command of a line, so what they pass is that command and the place in it, not in the line.
    private const string Bash =
        """
        # source <(stockade completions bash)
        _stockade() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(stockade "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _stockade stockade

        """;

    private const string Zsh =
        """
        # source <(stockade completions zsh)
        _stockade() {
          local line="${(j: :)words[1,CURRENT]}"
          compadd -- ${(f)"$(stockade "[suggest:${#line}]" "$line" 2>/dev/null)"} || _files
        }
        compdef _stockade stockade

        """;

    private const string Fish =
        """
        # stockade completions fish | source
        function __stockade_complete
          set -l line (commandline -cp)
          stockade "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c stockade -a '(__stockade_complete)'

        """;

    private const string Pwsh =
        """
        # stockade completions pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName stockade -ScriptBlock {
          param($word, $line, $position)
          stockade "[suggest:$($position - $line.Extent.StartOffset)]" "$line" 2>$null |
            Where-Object { $_.StartsWith($word) } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }

        """;

    private static readonly ImmutableArray<(string Word, string Script)> Shells = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", Pwsh)];

    private readonly Argument<string> _shell = new("SHELL")
    {
        Description = $"{string.Join(", ", Shells.Select(static shell => shell.Word))}",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = static result =>
        {
            var word = result.Tokens[0].Value;
            if (Shells.FirstOrDefault(shell => shell.Word == word).Script is { } script)
                return script;
            result.AddError(Choice.Unknown("completions", word, [.. Shells.Select(static shell => shell.Word)]));
            return "";
        },
    };

    public Command Create()
    {
        var command = new Command("completions", "Print a script that completes commands and options in a shell.");
        _shell.CompletionSources.Add(static _ => Shells.Select(static shell => new CompletionItem(shell.Word)));
        command.Arguments.Add(_shell);
        command.SetAction(result =>
        {
            result.InvocationConfiguration.Output.Write(result.GetValue(_shell)!);
            return ExitCode.Clean;
        });
        return command;
    }
}
