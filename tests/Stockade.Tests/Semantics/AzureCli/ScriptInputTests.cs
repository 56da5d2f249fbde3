using Microsoft.CodeAnalysis.Text;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Semantics.AzureCli;

public class ScriptInputTests
{
    [Fact]
    public void An_atom_is_any_words_outside_quotes_and_one_word_inside()
    {
        var result = Read("az aks create -n @ '-g=@' \"@\" x@");
        Assert.Equal("~ aks create -n *${{ inputs.x }} ?-g=${{ inputs.x }} ?${{ inputs.x }} *x${{ inputs.x }}", Assert.Single(result.Invocations.Select(ScriptFixture.Print)));
        Assert.All(result.Invocations[0].Words.Skip(3), word => Assert.Contains('@', word.Location.Text));
    }

    [Fact]
    public void An_atom_in_text_that_is_stored_stays_unknown() =>
        Assert.Equal(
            ["aks create -n ?${{ inputs.x }}", "aks show -n ?a${{ inputs.x }}", "~ aks delete *${{ inputs.x }}"],
            Read("N=@; az aks create -n \"$N\"\nbash <<'EOF'\naz aks show -n 'a@'\nEOF\neval 'az aks delete @'").Invocations.Select(ScriptFixture.Print));

    [Fact]
    public void The_environment_and_the_arguments_are_known_as_far_as_they_are_given()
    {
        HostVariable[] environment = [new("RG", HostValue.Known("rg")), new("N", HostValue.Of([new("aks-", IsKnown: true), new("${{ inputs.x }}", IsKnown: false)]))];
        var file = new SourceFile("s.sh", "az aks create -n $N -g \"$RG\" \"$1\" $2; bash -c 'az group show -g $RG $1'");
        CommandWord[] arguments = [new("first word", file.At(0, 0)), new(null, file.At(0, 0)) { Symbol = "?", MayBeAnyWords = true }];
        var result = ScriptReader.Read(ScriptInput.Of(file) with { Environment = [.. environment], Arguments = [.. arguments], IsConditional = true });
        Assert.Equal(
            ["if ~ aks create -n *aks-${{ inputs.x }} -g rg 'first word' *${2}", "if group show -g rg"],
            result.Invocations.Select(ScriptFixture.Print));
    }

    /// <summary>Reads a script in which <c>@</c> is an expression of the host.</summary>
    private static ScriptResult Read(string text)
    {
        var file = new SourceFile("workflow.yml", text);
        var builder = new ShellText.Builder(file);
        var start = 0;
        while (text.IndexOf('@', start) is var at and >= 0)
        {
            builder.Append(text.AsSpan(start, at - start), start);
            builder.AppendAtom("${{ inputs.x }}", new TextSpan(at, 1));
            start = at + 1;
        }

        builder.Append(text.AsSpan(start), start);
        return ScriptReader.Read(new ScriptInput { Text = builder.Build(), Dialect = ScriptDialect.Bash, Host = ScriptHost.GitHub });
    }
}
