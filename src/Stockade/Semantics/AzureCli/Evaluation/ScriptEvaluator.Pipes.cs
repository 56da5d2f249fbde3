using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Which files flow through a pipeline: <c>envsubst &lt; x.yaml | kubectl apply -f -</c>.</content>
internal sealed partial class ScriptEvaluator
{
    private static readonly ImmutableHashSet<string> s_kustomizeValues =
        ["-e", "--env", "--load-restrictor", "--mount", "--network-name", "--helm-command", "--helm-api-versions", "--helm-kube-version", "--reorder", "-n", "--namespace"];

    // What the running command reads on its standard input, and what it prints; null where that is not known.
    private PipedManifests? _piped;
    private PipedManifests? _printed;

    private void EvaluateStages(ShellPipeline pipeline)
    {
        var outer = _piped;
        PipedManifests? flowing = null;
        foreach (var command in pipeline.Commands)
        {
            // Which command of a compound one reads, and whether others print, is not followed.
            (_piped, _printed) = (command is SimpleCommand ? flowing : null, null);
            InSubshell(() => EvaluateCommand(command));
            flowing = command is SimpleCommand ? _printed : null;
        }

        (_piped, _printed) = (outer, null);
    }

    /// <summary>What a command reads: the file it is redirected from, else what is piped into it.</summary>
    private PipedManifests? ManifestsInto(SimpleCommand command)
    {
        var manifests = _piped;
        foreach (var redirection in command.Redirections)
        {
            if (redirection is { Operator: "<", Descriptor: null or "0", Target: { } path })
                manifests = ExpandString(path).Text is { } file ? new PipedManifests([file]) : null;
            else if (redirection.Operator is "<<" or "<<-" or "<<<")
                manifests = TextInto(command);
            else if (redirection.Operator is "<&" or "<>")
                manifests = null;
        }

        return manifests;
    }

    /// <summary>What a program prints, where that is what is in some files.</summary>
    private PipedManifests? ManifestsFrom(SimpleCommand command, string program, List<ShellField> fields)
    {
        var isRedirected = command.Redirections.Any(static redirection => redirection is { Operator: ">" or ">>" or ">|" or "&>" or "&>>", Descriptor: null or "1" });
        if (isRedirected || fields.Exists(static field => field.IsAnyNumber))
            return null;
        return program switch
        {
            "cat" => FilesOr(command, fields[1..]),
            "echo" or "printf" => TextFrom(command, program, fields),
            "tee" => ManifestsInto(command),
            "envsubst" when fields.Skip(1).All(static field => !field.Value.Prefix.StartsWith('-')) => Changed(ManifestsInto(command)),
            "sed" => FromSed(command, fields),
            "kustomize" when fields.Count > 1 && fields[1].Text is "build" => FromKustomize(fields[2..]),
            "kubectl" when fields.Count > 1 && fields[1].Text is "kustomize" => FromKustomize(fields[2..]),
            _ => null,
        };
    }

    private PipedManifests? FilesOr(SimpleCommand command, List<ShellField> operands)
    {
        if (operands.Count == 0)
            return ManifestsInto(command);
        return operands.TrueForAll(static field => field.Text is { Length: > 0 } text && text[0] != '-') ? new PipedManifests([.. operands.Select(static field => field.Text!)]) : null;
    }

    /// <summary>Substitutions leave the objects what they are; other commands of sed may take some away.</summary>
    private PipedManifests? FromSed(SimpleCommand command, List<ShellField> fields)
    {
        var operands = new List<ShellField>();
        var scripts = new List<ShellField>();
        for (var i = 1; i < fields.Count; i++)
        {
            switch (fields[i].Text)
            {
                case "-e" or "--expression" when i + 1 < fields.Count:
                    scripts.Add(fields[++i]);
                    break;
                case "-E" or "-r" or "--regexp-extended":
                    break;
                case ['-', ..]:
                    return null;
                default:
                    operands.Add(fields[i]);
                    break;
            }
        }

        if (scripts.Count == 0 && operands.Count > 0)
        {
            scripts.Add(operands[0]);
            operands.RemoveAt(0);
        }

        return scripts.TrueForAll(static script => script.Value.Prefix is ['s', var separator, ..] && !char.IsLetterOrDigit(separator)) ? Changed(FilesOr(command, operands)) : null;
    }

    private static PipedManifests? Changed(PipedManifests? manifests) => manifests is null ? null : manifests with { IsChanged = true };

    private static PipedManifests? FromKustomize(List<ShellField> fields)
    {
        string? folder = null;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Text is not { } text || text is "-o" || text.StartsWith("--output", StringComparison.Ordinal))
                return null;
            if (!text.StartsWith('-'))
                folder ??= text;
            else if (s_kustomizeValues.Contains(text))
                i++;
        }

        return new PipedManifests([folder ?? "."]) { IsKustomization = true };
    }
}
