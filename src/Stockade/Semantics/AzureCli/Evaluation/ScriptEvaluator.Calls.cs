using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Scripts in another language that a script runs.</content>
internal sealed partial class ScriptEvaluator
{
    // A blank keeps this name apart from those of variables.
    private const string CurrentFolder = "cd ";

    private static readonly ImmutableArray<string> s_powerShellValueOptions =
        ["-executionpolicy", "-ex", "-ep", "-workingdirectory", "-wd", "-windowstyle", "-w", "-version", "-v", "-configurationname", "-settingsfile", "-inputformat", "-outputformat", "-custompipename"];

    /// <summary><c>pwsh -File x.ps1 a b</c>, <c>pwsh x.ps1</c>, <c>pwsh -Command '…'</c> (about_Pwsh).</summary>
    private void RunPowerShell(ShellInvocation invocation, List<ShellField> fields)
    {
        for (var next = 1; next < fields.Count; next++)
        {
            if (fields[next].Text is not { } word)
                return;
            var option = word.ToLowerInvariant().Replace("--", "-", StringComparison.Ordinal);
            if (option is "-command" or "-c")
            {
                var text = next + 2 == fields.Count ? TextOf(invocation, fields[next + 1]) : JoinText(invocation, fields, next + 1);
                RunForeign(text, ScriptDialect.PowerShell, null, []);
                return;
            }

            if (option is "-file" or "-f")
                next++;
            else if (s_powerShellValueOptions.Contains(option, StringComparer.Ordinal))
                next++;
            if (option is not ("-file" or "-f") && option is ['-', ..])
                continue;
            if (next < fields.Count && FileOf(fields[next], Open) is { } file)
                RunForeign(ShellText.Of(file), ScriptDialect.PowerShell, file, fields[(next + 1)..]);
            return;
        }
    }

    private void RunForeign(ShellText text, ScriptDialect dialect, SourceFile? file, List<ShellField> arguments)
    {
        if (_dryRuns > 0)
            return;
        if (file is not null && (IsRunning(file) || _input.Callers.Length + _sourceStack.Count >= MaxSourceDepth))
        {
            Report(default, $"'{file.Path}' includes itself");
            return;
        }

        var result = ScriptReader.Read(_input with
        {
            Text = WithAtoms(text),
            Dialect = dialect,
            Environment = ExportedVariables(),
            Arguments = [.. arguments.Select(ToWord)],
            IsConditional = IsConditional,
            Callers = [.. _input.Callers, _file, .. _sourceStack, .. file is null ? [] : (ReadOnlySpan<SourceFile>)[file]],
        });
        var order = _record.NextOrder;
        _record.Invocations.AddRange(result.Invocations.Select(called => called with { Order = order + called.Order }));
        _record.Tools.AddRange(result.Tools.Select(called => called with { Order = order + called.Order, Folder = called.Folder is { } below ? InCurrentFolder(below) : null }));
        _record.Errors.AddRange(result.Errors.Take(100));
        _record.HostOutput.AddRange(result.Published);
        foreach (var sourced in file is null ? result.Sourced : result.Sourced.Insert(0, file))
            _record.AddSourced(sourced);
    }

    private bool IsRunning(SourceFile file) => ReferenceEquals(file, _file) || _sourceStack.Contains(file) || _input.Callers.Contains(file);

    /// <summary>The markers of this run become the atoms of the text.</summary>
    private ShellText WithAtoms(ShellText text)
    {
        if (!HasMarker(text.Content))
            return text;
        var builder = new ShellText.Builder(text.File);
        var start = 0;
        for (var i = 0; i < text.Content.Length; i++)
        {
            var index = text.Content[i] - FirstMarker;
            if (index < 0 || index >= _markers.Count)
                continue;
            builder.Append(text, start, i);
            if (_markers[index].IsKnown)
                builder.AppendFixed(_markers[index].Text, text.Map(i, i + 1));
            else
                builder.AppendAtom(_markers[index].Text, text.Map(i, i + 1));
            start = i + 1;
        }

        builder.Append(text, start, text.Content.Length);
        return builder.Build();
    }

    private ImmutableArray<HostVariable> ExportedVariables()
    {
        var variables = ImmutableArray.CreateBuilder<HostVariable>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var state = _state; state is not null && !state.IsForgotten; state = state.Parent)
        {
            foreach (var name in state.WrittenVariables)
            {
                if (seen.Add(name) && IsName(name) && _state.Find(name) is { IsExported: true, IsArray: false, IsSet: Truth.True } variable)
                    variables.Add(new HostVariable(name, HostValue.Of(variable.Value.Fragments.Select(static fragment => new HostFragment(fragment.Text, fragment.IsKnown)))));
            }
        }

        return variables.DrainToImmutable();
    }

    /// <summary>The file a word names: from the current folder, beside this script, or below the folder the host checks out to.</summary>
    private SourceFile? FileOf(ShellField field, Func<string?, SourceFile?> open)
    {
        if (field.Value.Text is { } path)
            return field.IsAnyNumber ? null : open(InCurrentFolder(path));
        return PathBelow(field.Value) is { } rooted ? open(rooted) : null;
    }

    /// <summary><c>$(dirname "$0")/x</c>, <c>$GITHUB_WORKSPACE/x</c>: a path below a folder whose name is not known but whose place is.</summary>
    private string? PathBelow(ShellString value)
    {
        if (value.Fragments is not [{ IsKnown: false } root, .. var rest] || rest.Length > 1 || (rest is [var tail] && tail is not { IsKnown: true, Text: ['/', ..] }))
            return null;
        var below = rest.IsEmpty ? "" : rest[0].Text;
        if (root.Origin is UnknownOrigin.ScriptDirectory)
            return ScriptInput.FromRoot + RelativePath.FolderOf(_file.Path) + below;
        return WorkspaceRoots.IsRoot(root.Text) ? ScriptInput.FromCheckout + below : null;
    }

    private string? InCurrentFolder(string path)
    {
        if (path is ['/', ..] || _state.Find(CurrentFolder) is not { IsSet: Truth.True } variable)
            return path;
        return variable.Value.Text is { Length: > 0 } folder ? $"{folder}/{path}" : null;
    }

    private void ChangeFolder(List<ShellField> fields)
    {
        var target = fields.Skip(1).FirstOrDefault(static field => field.Text is not ['-', ..]);
        var folder = target.Value is null || target.Text is ['/', ..] ? null : target.Text is { } path ? InCurrentFolder(path) : PathBelow(target.Value);

        // A home folder, or one that is not known: nothing of this repository is found from there.
        var value = folder is null ? ShellString.Unknown("cd") : ShellString.Known(folder.Length == 0 ? "." : folder);
        _state.Set(CurrentFolder, ShellVariable.Of(value) with { IsExported = true });
    }
}
