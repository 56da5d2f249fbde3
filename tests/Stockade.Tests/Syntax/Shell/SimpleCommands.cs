using Stockade.Syntax.Shell;

namespace Stockade.Tests.Syntax.Shell;

/// <summary>Finds every simple command of a script, those inside substitutions and here-documents included.</summary>
internal static class SimpleCommands
{
    public static IEnumerable<SimpleCommand> Of(ShellScript script) => OfAll(script.Statements);

    private static IEnumerable<SimpleCommand> OfAll(IEnumerable<ShellStatement> statements) =>
        statements.SelectMany(statement => statement.Elements).SelectMany(element => element.Pipeline.Commands).SelectMany(Of);

    private static IEnumerable<SimpleCommand> Of(ShellCommand command) =>
        Inside(command).Concat(command.Redirections.SelectMany(redirection => OfParts(redirection.HereDocument?.Body).Concat(OfParts(redirection.Target))));

    private static IEnumerable<SimpleCommand> Inside(ShellCommand command) => command switch
    {
        SimpleCommand simple => [simple, .. simple.Assignments.SelectMany(Of), .. simple.Words.SelectMany(OfParts)],
        BraceGroup group => OfAll(group.Body),
        Subshell subshell => OfAll(subshell.Body),
        FunctionDefinition function => Of(function.Body),
        IfCommand branches => [.. branches.Branches.SelectMany(branch => OfAll(branch.Condition).Concat(OfAll(branch.Body))), .. OfAll(branches.Else)],
        ForCommand loop => [.. (loop.Words ?? []).SelectMany(OfParts), .. OfAll(loop.Body)],
        ArithmeticForCommand loop => [.. OfParts(loop.Header), .. OfAll(loop.Body)],
        WhileCommand loop => [.. OfAll(loop.Condition), .. OfAll(loop.Body)],
        CaseCommand arms => [.. OfParts(arms.Word), .. arms.Arms.SelectMany(arm => arm.Patterns.SelectMany(OfParts).Concat(OfAll(arm.Body)))],
        TestCommand test => test.Words.SelectMany(OfParts),
        ArithmeticCommand arithmetic => OfParts(arithmetic.Expression),
        CoprocessCommand coprocess => Of(coprocess.Body),
        _ => [],
    };

    private static IEnumerable<SimpleCommand> Of(ShellAssignment assignment) =>
        [.. OfParts(assignment.Subscript), .. OfParts(assignment.Value), .. assignment.Array is { } array ? Of(array) : []];

    private static IEnumerable<SimpleCommand> OfParts(ShellWord? word) => word is null ? [] : word.Parts.SelectMany(Of);

    private static IEnumerable<SimpleCommand> Of(ShellWordPart part) => part switch
    {
        DoubleQuotedPart quoted => quoted.Parts.SelectMany(Of),
        CommandSubstitution substitution => OfAll(substitution.Body),
        ProcessSubstitution substitution => OfAll(substitution.Body),
        ArithmeticExpansion arithmetic => OfParts(arithmetic.Expression),
        ParameterExpansion expansion => [.. OfParts(expansion.Subscript), .. OfParts(expansion.Operand), .. OfParts(expansion.SecondOperand)],
        ArrayLiteral array => array.Elements.SelectMany(element => OfParts(element.Subscript).Concat(OfParts(element.Value))),
        _ => [],
    };
}
