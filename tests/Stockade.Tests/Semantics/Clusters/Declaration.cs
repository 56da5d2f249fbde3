using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Clusters;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Reads clusters out of files as a run does.</summary>
internal static class Declaration
{
    public static ImmutableArray<ManagedCluster> ReadAll(params ReadOnlySpan<(string Path, string Text)> files)
    {
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        foreach (var (path, text) in files)
        {
            var file = new SourceFile(path, text) { Kind = path.EndsWith(".json", StringComparison.Ordinal) ? FileKind.Json : FileKind.Yaml };
            if (ModelLoader.Parse(file, isNamed: false, []) is { } parsed)
                documents.AddRange(parsed.Documents);
        }

        return DeclaredClusters.Read(documents.ToImmutable(), []);
    }

    public static ManagedCluster Read(string path, string text) => Assert.Single(ReadAll((path, text)));

    /// <summary>An ARM template with one cluster.</summary>
    public static string Arm(string properties, string parameters = "", string variables = "", string apiVersion = "2024-09-01", string sku = "") => $$"""
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "parameters": { {{parameters}} },
          "variables": { {{variables}} },
          "resources": [
            { "type": "Microsoft.ContainerService/managedClusters", "apiVersion": "{{apiVersion}}", "name": "aks",
              {{(sku.Length == 0 ? "" : $"\"sku\": {{ \"name\": \"{sku}\" }},")}}
              "properties": { {{properties}} } } ]
        }
        """;

    public static ManagedCluster ReadArm(string properties, string parameters = "", string variables = "", string apiVersion = "2024-09-01", string sku = "") =>
        Read("main.json", Arm(properties, parameters, variables, apiVersion, sku));

    /// <summary>What the model says, in a line: exposure, ranges, engine, restriction, Entra ID, accounts.</summary>
    public static string Describe(ManagedCluster cluster)
    {
        var ranges = cluster.AuthorizedIpRanges.IsKnown switch
        {
            Stockade.Semantics.Truth.True => string.Join(",", cluster.AuthorizedIpRanges.Ranges),
            Stockade.Semantics.Truth.False => "none",
            _ => "unknown",
        };
        return $"{cluster.ApiServer} {ranges} {cluster.Engine} {cluster.ImdsRestriction} entra:{cluster.EntraId} accounts:{cluster.LocalAccounts}";
    }
}
