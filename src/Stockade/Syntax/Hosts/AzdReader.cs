using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>Reads the hooks of the Azure Developer CLI's <c>azure.yaml</c> (learn.microsoft.com, "Customize your Azure Developer CLI workflows using command and event hooks").</summary>
internal static class AzdReader
{
    // The order in which `azd up` comes to them; the others follow.
    private static readonly ImmutableArray<string> s_order =
        ["preup", "prerestore", "postrestore", "prepackage", "postpackage", "preinfracreate", "preprovision", "postprovision", "postinfracreate", "prepublish", "postpublish", "predeploy", "postdeploy", "postup"];

    public static bool IsProject(YamlMapping root, string path) =>
        path.AsSpan(path.LastIndexOf('/') + 1) is "azure.yaml" or "azure.yml" && (root["hooks"] is not null || root["services"] is YamlMapping);

    public static HostPlan Read(YamlMapping root, string path)
    {
        var folder = RelativePath.FolderOf(path);
        var hooks = Hooks(root, "").ToList();
        foreach (var service in root.Map("services")?.Entries ?? [])
        {
            if (service.Value is YamlMapping mapping)
                hooks.AddRange(Hooks(mapping, mapping.Text("project") ?? ""));
        }

        var steps = hooks.OrderBy(static hook => s_order.IndexOf(hook.Event) is var index and >= 0 ? index : s_order.Length)
            .SelectMany(static hook => Steps(hook.Hook, hook.Folder));
        return new HostPlan([new HostJob { Host = ScriptHost.Azd, Steps = [.. steps], Folder = folder }]);
    }

    private static IEnumerable<(string Event, YamlMapping Hook, string Folder)> Hooks(YamlMapping owner, string folder) =>
        (owner.Map("hooks")?.Entries ?? []).SelectMany(entry => owner.Map("hooks").List(entry.Name).OfType<YamlMapping>(), (entry, hook) => (entry.Name, hook, folder));

    private static IEnumerable<HostStep> Steps(YamlMapping hook, string folder)
    {
        if (hook["windows"] is null && hook["posix"] is null)
            return Step(hook, hook, folder, isConditional: false, isWindows: false);

        // Which of the two runs depends on the machine.
        return [.. Step(hook.Map("posix"), hook, folder, isConditional: true, isWindows: false), .. Step(hook.Map("windows"), hook, folder, isConditional: true, isWindows: true)];
    }

    private static IEnumerable<HostStep> Step(YamlMapping? hook, YamlMapping outer, string folder, bool isConditional, bool isWindows)
    {
        if (hook.Scalar("run") is not { } run)
            return [];
        var written = run.Value.Trim();
        var isPath = !written.AsSpan().ContainsAny(" \t\r\n;|&") && (written.EndsWith(".sh", StringComparison.OrdinalIgnoreCase) || written.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase));
        var shell = hook.Text("shell") ?? outer.Text("shell") ?? hook.Text("kind") ?? outer.Text("kind")
            ?? (written.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || (isWindows && !isPath) ? "pwsh" : "sh");
        if (ShellNames.DialectOf(shell) is not { } dialect)
            return [];
        var text = YamlScalarText.Of(run);
        if (isPath)
        {
            var builder = new ShellText.Builder(run.File);
            builder.AppendFixed(dialect is ScriptDialect.PowerShell ? $"& \"./{written}\"" : $"\"./{written}\"", run.Span);
            text = builder.Build();
        }

        // `sh` hooks are run by bash on every system (azure-dev, pkg/tools/bash).
        var read = dialect is ScriptDialect.Sh ? ScriptDialect.Bash : dialect;
        return [new HostStep { Text = text, Dialect = read, IsConditional = isConditional, Folder = folder }];
    }
}
