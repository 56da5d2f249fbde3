namespace Stockade.Tests.Semantics;

public sealed class ClusterExplanationWriterTests
{
    private const string Script =
        """
        az aks create -g rg -n Prod --enable-aad
        az aks update -g rg -n prod --api-server-authorized-ip-ranges 20.1.2.0/24
        [ -n "$X" ] && az aks update -g rg -n prod --disable-local-accounts
        az aks update -g rg -n prod --api-server-authorized-ip-ranges ""
        az aks update -g rg -n prod --tags a=b

        """;

    [Fact]
    public void Every_command_says_what_it_changes_and_where() =>
        Assert.Equal(
            """
            Cluster 'Prod' in resource group 'rg' (create.sh:1:1)

              1. az aks create (create.sh:1:1)
                 API server: public
                 private cluster: false
                 authorized ranges: none
                 network policy engine: none
                 IMDS restriction: off
                 Entra ID: true (create.sh:1:29)
                 local accounts: enabled
              2. az aks update (create.sh:2:1)
                 API server: public -> restricted
                 authorized ranges: none -> 20.1.2.0/24 (create.sh:2:29)
              3. az aks update (create.sh:3:16), which may not run
                 local accounts: enabled -> unknown (create.sh:3:44)
              4. az aks update (create.sh:4:1)
                 API server: restricted -> public
                 authorized ranges: 20.1.2.0/24 -> none (create.sh:4:29)
                 ! an empty value removes the authorized IP ranges (create.sh:4:29)
              5. az aks update (create.sh:5:1)
                 changes none of what is told here

            In the end
              API server: public
              private cluster: false
              authorized ranges: none (create.sh:4:29)
              network policy engine: none
              IMDS restriction: off
              Entra ID: true (create.sh:1:29)
              local accounts: unknown (create.sh:3:44)

            """,
            Explain("PROD", ("create.sh", Script)));

    [Fact]
    public void A_cluster_that_is_only_updated_starts_from_unknown()
    {
        var text = Explain("rg/prod", ("update.sh", "az aks update -g rg -n prod --network-policy none $MORE\n"), ("k8s/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n"));

        Assert.Contains("No command here creates it, so what no command sets is unknown.", text, StringComparison.Ordinal);
        Assert.Contains("further words that cannot be read may follow", text, StringComparison.Ordinal);
        Assert.Contains("manifests of scope k8s are taken to be deployed to it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_may_be_that_of_a_workload_and_of_a_cluster()
    {
        using var folder = new TemporaryFolder();
        folder.Write("create.sh", "az aks create -g rg -n shop\n");
        folder.Write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {}\n");
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });

        Assert.Equal(["default/Pod/shop", "rg/shop"], ObjectReference.Find(result, "shop"));
        Assert.Equal(["rg/shop"], ObjectReference.Find(result, "RG/Shop"));
        Assert.Contains("rg/shop", ObjectReference.GetNames(result));
    }

    private static string Explain(string name, params (string Path, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
        var writer = new StringWriter();
        ObjectReference.WriteExplanation(result, Assert.Single(ObjectReference.Find(result, name)), writer);
        return writer.ToString();
    }
}
