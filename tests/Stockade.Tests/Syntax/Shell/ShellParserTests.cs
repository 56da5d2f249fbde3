using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Shell;

public sealed class ShellParserTests
{
    [Fact]
    public void Spans_are_positions_in_the_file()
    {
        var file = new SourceFile("s", "A=1 az x \"$B\" # c\r\nd `e \\`f\\``\r\n");
        var script = ShellParser.Parse(file);

        Assert.Empty(script.Errors);
        Assert.Equal(["az", "x", "\"$B\"", "d", "`e \\`f\\``", "e", "`f\\`", "f"], Words(file, script));
        Assert.Equal("# c\r", file.At(Assert.Single(script.Comments)).Text + "\r");
    }

    [Fact]
    public void A_here_document_maps_to_its_lines()
    {
        var file = new SourceFile("s", "cat <<-A; b\n\t$(c)\n\tA\nd\n");

        Assert.Equal(["cat", "c", "b", "d"], Words(file, ShellParser.Parse(file)));
    }

    [Theory]
    [InlineData("a\n) b\nc\n", "a,b,c")]
    [InlineData("a\nb \"x\nc\n", "a,c")]
    [InlineData("a\nif b; then c\nd\n", "a,d")]
    [InlineData("a\nb | | c\nd\n", "a,d")]
    [InlineData("a\n${x y}\nb\n", "a,${x y},b")]
    [InlineData("a <\nb\n", "a,b")]
    public void A_broken_line_costs_that_line(string text, string expected)
    {
        var file = new SourceFile("s", text);
        var script = ShellParser.Parse(file);

        Assert.NotEmpty(script.Errors);
        Assert.Equal(expected.Split(','), SimpleCommands.Of(script).Where(command => command.Words.Length > 0).Select(command => file.At(command.Words[0].Span).Text));
    }

    [Theory]
    [InlineData("((a) || (b))", typeof(Subshell))]
    [InlineData("((1 + 2))", typeof(ArithmeticCommand))]
    [InlineData("[[ a =~ (b|c) ]]", typeof(TestCommand))]
    [InlineData("for ((;;)); do a; done", typeof(ArithmeticForCommand))]
    [InlineData("select x; do a; done", typeof(ForCommand))]
    [InlineData("function f { a; }", typeof(FunctionDefinition))]
    [InlineData("coproc a", typeof(CoprocessCommand))]
    [InlineData("until a; do b; done", typeof(WhileCommand))]
    public void Compound_commands_are_told_apart(string text, Type expected)
    {
        var script = ShellParser.Parse(new SourceFile("s", text));

        Assert.Empty(script.Errors);
        Assert.IsType(expected, script.Statements[0].Elements[0].Pipeline.Commands[0]);
    }

    private static List<string> Words(SourceFile file, ShellScript script) =>
        [.. SimpleCommands.Of(script).SelectMany(command => command.Words).Select(word => file.At(word.Span).Text)];
}
