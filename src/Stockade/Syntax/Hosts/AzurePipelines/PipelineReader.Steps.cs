using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts.AzurePipelines;

/// <content>Steps and the tasks that run scripts.</content>
internal sealed partial class PipelineReader
{
    private void ReadSteps(YamlNode list, Place place, ImmutableArray<HostStep>.Builder steps)
    {
        foreach (var (item, at) in Items(list, place))
        {
            if (item is not YamlMapping step || ++_steps > MaxSteps || (_characters += step.Span.Length) > MaxCharacters || step.Text("enabled") is "false" or "False")
                continue;
            if (step["template"] is not null)
            {
                Include(step, at, (root, inner) =>
                {
                    if (root["steps"] is { } more)
                        ReadSteps(more, inner, steps);
                });
                continue;
            }

            var scope = new PipelineScope { Parameters = at.Scope.Parameters, Variables = at.Scope.Variables, Environment = step.Map("env") };
            var reader = new StepReader(scope, at.IsWindows, at.IsConditional || step["condition"] is not null);
            if (step.Text("task") is { } task)
            {
                var name = scope.Resolve(task, HostState.Initial).Text ?? task;
                Add(reader.ReadDeployment(step, name, _baked) ?? reader.ReadTask(name, step.Map("inputs")));
            }
            else
                Add(reader.ReadShortcut(step));

            void Add(HostStep? read)
            {
                if (read is not null)
                    steps.Add(read with { Name = step.Text("name") ?? "" });
            }
        }
    }

    private sealed partial class StepReader(PipelineScope scope, bool isWindows, bool isConditional)
    {
        private ScriptDialect Native => isWindows ? ScriptDialect.Cmd : ScriptDialect.Bash;

        public HostStep? ReadShortcut(YamlMapping step)
        {
            foreach (var (key, dialect) in ((string, ScriptDialect)[])[("script", Native), ("bash", ScriptDialect.Bash), ("pwsh", ScriptDialect.PowerShell), ("powershell", ScriptDialect.PowerShell)])
            {
                if (step.Scalar(key) is { } script)
                    return Inline(script, dialect, step.Text("workingDirectory"));
            }

            return null;
        }

        /// <summary>The inputs of each task are in its task.json (https://github.com/microsoft/azure-pipelines-tasks).</summary>
        public HostStep? ReadTask(string task, YamlMapping? inputs)
        {
            var at = task.IndexOf('@', StringComparison.Ordinal);
            var folder = inputs.Text("workingDirectory") ?? inputs.Text("cwd");
            switch ((at < 0 ? task : task[..at]).ToLowerInvariant())
            {
                case "azurecli":
                    return ReadAzureCli(inputs, folder);
                case "bash":
                    return IsInline(inputs, "targetType")
                        ? Inline(inputs.Scalar("script"), ScriptDialect.Bash, folder)
                        : Path(inputs.Scalar("filePath"), inputs.Scalar("arguments"), ScriptDialect.Bash, folder);
                case "cmdline":
                    return Inline(inputs.Scalar("script"), Native, folder);
                case "shellscript":
                    return Path(inputs.Scalar("scriptPath"), inputs.Scalar("args"), ScriptDialect.Bash, folder);
                case "batchscript":
                    return Path(inputs.Scalar("filename"), inputs.Scalar("arguments"), ScriptDialect.Cmd, folder);
                case "powershell":
                    return IsInline(inputs, "targetType")
                        ? Inline(inputs.Scalar("script"), ScriptDialect.PowerShell, folder)
                        : Path(inputs.Scalar("filePath"), inputs.Scalar("arguments"), ScriptDialect.PowerShell, folder);
                case "azurepowershell":
                    return IsInline(inputs, "scriptType")
                        ? Inline(inputs.Scalar("inline"), ScriptDialect.PowerShell, folder)
                        : Path(inputs.Scalar("scriptPath"), inputs.Scalar("scriptArguments"), ScriptDialect.PowerShell, folder);
                default:
                    return null;
            }
        }

        private HostStep? ReadAzureCli(YamlMapping? inputs, string? folder)
        {
            var type = Known(inputs.Text("scriptType"))?.ToLowerInvariant();
            ScriptDialect? dialect = type switch
            {
                "bash" => ScriptDialect.Bash,
                "batch" => ScriptDialect.Cmd,
                "ps" or "pscore" => ScriptDialect.PowerShell,
                _ => null,
            };
            if (IsInline(inputs, "scriptLocation"))
                return Inline(inputs.Scalar("inlineScript"), dialect ?? Native, folder);
            var path = inputs.Scalar("scriptPath");
            dialect ??= path is { Value: var written } && written.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? ScriptDialect.PowerShell : Native;
            return Path(path, inputs.Scalar("arguments") ?? inputs.Scalar("scriptArguments") ?? inputs.Scalar("args"), dialect.Value, folder);
        }

        private bool IsInline(YamlMapping? inputs, string key) =>
            Known(inputs.Text(key)) is { } value && (value.Equals("inline", StringComparison.OrdinalIgnoreCase) || value.Equals("inlineScript", StringComparison.OrdinalIgnoreCase));

        private string? Known(string? text) => text is null ? null : scope.Resolve(text, HostState.Initial).Text;

        private HostStep? Inline(YamlScalar? script, ScriptDialect dialect, string? folder)
        {
            if (script is null)
                return null;

            // A script that is a parameter as a whole stands where the parameter is given.
            var (text, at) = scope.NodeOf(script.Value.Trim()) is { Node: YamlScalar passed } value ? (passed, value.Scope) : (script, scope);
            var where = new PipelineScope { Parameters = at.Parameters, Variables = scope.Variables, Environment = scope.Environment };
            return new HostStep { Text = YamlScalarText.Of(text), Dialect = dialect, Scope = where, IsConditional = isConditional, Folder = FolderOf(folder) };
        }

        /// <summary>The command line that the task makes of a path and its arguments.</summary>
        private HostStep? Path(YamlScalar? path, YamlScalar? arguments, ScriptDialect dialect, string? folder)
        {
            if (path is null || BelowCheckout(path.Value) is not { } written || written.AsSpan().ContainsAny('"', '$', '`'))
                return null;
            var builder = new ShellText.Builder(path.File);
            builder.AppendFixed(dialect switch { ScriptDialect.PowerShell => "& ", ScriptDialect.Cmd => "call ", _ => "" }, path.Span);

            // Relative to the checkout, whatever folder the script then runs in; a batch file takes a colon for a label.
            builder.AppendFixed(dialect is ScriptDialect.Cmd ? $"\".\\{written.Replace('/', '\\')}\"" : $"\":/{written}\"", path.Span);
            if (arguments is not null)
            {
                var text = YamlScalarText.Of(arguments);
                builder.AppendFixed(" ", arguments.Span);
                builder.Append(text, 0, text.Content.Length);
            }

            return new HostStep { Text = builder.Build(), Dialect = dialect, Scope = scope, IsConditional = isConditional, Folder = dialect is ScriptDialect.Cmd ? "" : FolderOf(folder) };
        }

        private string FolderOf(string? folder) => folder is null ? "" : BelowCheckout(folder) ?? "…";

        private string? BelowCheckout(string text)
        {
            var value = scope.Resolve(text, HostState.Initial);
            if (value.Fragments is [{ IsKnown: false } root, .. var rest] && WorkspaceRoots.IsRoot(root.Text))
                value = HostValue.Of(rest);
            return value.Text is { } path && !path.Contains(':', StringComparison.Ordinal) ? RelativePath.Combine("", path) : null;
        }
    }
}
