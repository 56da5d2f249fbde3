using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Variables that a script sets for the steps after it.</content>
internal sealed partial class ScriptEvaluator
{
    // Where standard output goes.
    private OutputTarget _target;

    private OutputTarget TargetOf(ImmutableArray<ShellRedirection> redirections)
    {
        foreach (var redirection in redirections)
        {
            if (redirection is { Operator: ">>" or ">" or ">|", Descriptor: null or "1", Target: { } path } && HostOutput.TargetOf(ExpandString(path)) is var target and not OutputTarget.Log)
                return target;
        }

        return OutputTarget.Log;
    }

    /// <summary><c>… | tee -a $GITHUB_ENV</c>.</summary>
    private OutputTarget TargetOfTee(ShellPipeline pipeline)
    {
        if (pipeline.Commands[^1] is not SimpleCommand { Words: [{ Literal: "tee" }, .. var words] })
            return OutputTarget.Log;
        return words.Select(word => HostOutput.TargetOf(ExpandString(word))).FirstOrDefault(static target => target is not OutputTarget.Log);
    }

    private void WhilePrintingTo(OutputTarget target, Action run)
    {
        var outer = _target;
        if (target is not OutputTarget.Log)
            _target = target;
        run();
        _target = outer;
    }

    /// <summary>What any other program prints: known only where it copies a here-document.</summary>
    private void PrintProgram(ShellInvocation invocation, string program)
    {
        if (_target is OutputTarget.Log || program is "tee" or "echo" or "printf")
            return;
        PrintText(program is "cat" && invocation.Command.Words.Length == 1 && InputOf(invocation.Command) is { } text ? Decode(text.Content) : null);
    }

    private void PrintText(ShellString? text)
    {
        if (_dryRuns == 0)
            _record.HostOutput.Print(text, _target, IsConditional);
    }
}
