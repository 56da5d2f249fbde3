using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts;

/// <summary>
/// A step by which a host itself deploys, or chooses a cluster, as a command: <c>deploy-task GROUP CLUSTER files PATH…</c>, with a cluster of no name for the
/// one in use. Instead of files (those of a folder included) a <c>tree</c> or what <c>kustomize</c> builds may be deployed; <c>use</c> only chooses the cluster.
/// </summary>
internal sealed class DeploymentTask
{
    public const string Program = "deploy-task";

    private readonly TextSpan _task;
    private readonly ShellText.Builder _builder;
    private bool _isQuotable = true;

    private DeploymentTask(YamlScalar task, YamlScalar? group, YamlScalar? cluster)
    {
        _task = task.Span;
        _builder = new ShellText.Builder(task.File);
        _builder.AppendFixed(Program, _task);
        foreach (var value in new[] { group, cluster })
            Add(value is null ? null : YamlScalarText.Of(value));
    }

    /// <summary>What follows in the job goes to this cluster; without one, to a cluster that is not known.</summary>
    public static ShellText? Use(YamlScalar task, YamlScalar? group, YamlScalar? cluster) => new DeploymentTask(task, group, cluster).With("use", []);

    /// <param name="task">What the step calls the task.</param>
    /// <param name="group">The resource group of the cluster; null for the cluster in use.</param>
    /// <param name="cluster">The name of the cluster; null for the cluster in use.</param>
    /// <param name="command">Whether paths are files, trees or kustomizations.</param>
    /// <param name="paths">What it deploys.</param>
    public static ShellText? Deploy(YamlScalar task, YamlScalar? group, YamlScalar? cluster, string command, IEnumerable<ShellText> paths) =>
        paths.ToImmutableArray() is [_, ..] some ? new DeploymentTask(task, group, cluster).With(command, some) : null;

    /// <summary>The parts of a list in one value; a separator within an expression is none.</summary>
    public static IEnumerable<ShellText> Split(ShellText list, string separators)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= list.Content.Length; i++)
        {
            if (i < list.Content.Length && (depth > 0 || !separators.Contains(list.Content[i], StringComparison.Ordinal)))
            {
                depth += list.Content[i] switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
                continue;
            }

            var (from, to) = (start, i);
            while (from < to && char.IsWhiteSpace(list.Content[from]))
                from++;
            while (from < to && char.IsWhiteSpace(list.Content[to - 1]))
                to--;
            if (from < to)
                yield return list.Slice(from, to);
            start = i + 1;
        }
    }

    private ShellText? With(string command, ImmutableArray<ShellText> paths)
    {
        _builder.AppendFixed($" {command}", _task);
        foreach (var path in paths)
            Add(path);
        return _isQuotable ? _builder.Build() : null;
    }

    private void Add(ShellText? word)
    {
        _builder.AppendFixed(" '", _task);
        if (word is not null)
            _builder.Append(word, 0, word.Content.Length);
        _builder.AppendFixed("'", _task);
        _isQuotable &= word?.Content.Contains('\'', StringComparison.Ordinal) != true;
    }
}
