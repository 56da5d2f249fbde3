using System.Text.Json;
using Stockade.Syntax.Hosts;

namespace Stockade.Semantics;

/// <summary>The words of the model's output.</summary>
internal static class ModelWords
{
    /// <summary>The member in camel case: <c>AllNamespaces</c> is <c>allNamespaces</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Of(ScriptHost host) => host switch
    {
        ScriptHost.GitHub => "github",
        ScriptHost.AzurePipelines => "azure-pipelines",
        ScriptHost.GitLab => "gitlab",
        _ => Of<ScriptHost>(host),
    };

    public static string Of(Syntax.Shell.ScriptDialect dialect) =>
        dialect == Syntax.Shell.ScriptDialect.PowerShell ? "powershell" : Of<Syntax.Shell.ScriptDialect>(dialect);
}
