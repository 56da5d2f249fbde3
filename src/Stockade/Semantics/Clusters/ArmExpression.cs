using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// One expression of an ARM template, <c>[concat('aks-', parameters('env'))]</c>, evaluated while it is read. What needs the deployment
/// (<c>resourceGroup()</c>, <c>reference()</c>, <c>copyIndex()</c> …), and any function that is not known here, is unknown.
/// </summary>
internal ref struct ArmExpression
{
    private readonly ArmScope _scope;
    private readonly SourceLocation _location;
    private readonly string _text;
    private int _position;

    private ArmExpression(ArmScope scope, YamlScalar scalar)
    {
        _scope = scope;
        _location = scalar.Location;
        _text = scalar.Value;
        _position = 1;
    }

    /// <summary>A string in brackets; <c>[[</c> is an escaped bracket.</summary>
    public static bool IsExpression(YamlScalar scalar) =>
        scalar is { IsString: true, Value: ['[', not '[', .., ']'] };

    public static DeclaredValue Evaluate(ArmScope scope, YamlScalar scalar)
    {
        var reader = new ArmExpression(scope, scalar);
        var value = reader.ReadValue();
        reader.SkipBlanks();
        if (value is null || reader._position != scalar.Value.Length - 1)
            return reader.Unknown();
        return value.IsUnknown ? value with { Text = scalar.Value } : value;
    }

    private readonly DeclaredValue Unknown() => DeclaredValue.Unknown(_location, _text);

    /// <summary>The next value with what follows it (<c>.name</c>, <c>[0]</c>); null where the text is no expression.</summary>
    private DeclaredValue? ReadValue()
    {
        if (!_scope.Enter())
            return null;
        var value = ReadPrimary();
        while (value is not null)
        {
            if (Take('.'))
                value = ReadName() is { Length: > 0 } name ? Property(value, name) : null;
            else if (Take('['))
                value = ReadValue() is { } index && Take(']') ? Element(value, index) : null;
            else
                break;
        }

        _scope.Leave();
        return value;
    }

    private DeclaredValue? ReadPrimary()
    {
        SkipBlanks();
        if (_position >= _text.Length)
            return null;
        var current = _text[_position];
        if (current == '\'')
            return ReadString();
        if (char.IsAsciiDigit(current) || current is '-')
            return ReadNumber();

        // A name without parentheses is nothing; user functions have a namespace before a dot and are unknown.
        var name = ReadName();
        if (name.Length == 0)
            return null;
        while (Take('.'))
            name += "." + ReadName();
        return ReadArguments() is { } arguments ? Call(name, arguments) : null;
    }

    private List<DeclaredValue>? ReadArguments()
    {
        if (!Take('('))
            return null;
        var arguments = new List<DeclaredValue>();
        if (Take(')'))
            return arguments;
        while (ReadValue() is { } argument)
        {
            arguments.Add(argument);
            if (Take(')'))
                return arguments;
            if (!Take(','))
                return null;
        }

        return null;
    }

    private readonly DeclaredValue Call(string name, List<DeclaredValue> arguments) =>
        name.ToUpperInvariant() switch
        {
            "PARAMETERS" when arguments is [{ Kind: DeclaredKind.Text } parameter] => _scope.Parameter(parameter.Text, _location, _text),
            "VARIABLES" when arguments is [{ Kind: DeclaredKind.Text } variable] => _scope.Variable(variable.Text, _location, _text),
            var function => ArmFunctions.Apply(function, arguments, _location) ?? Unknown(),
        };

    private readonly DeclaredValue Property(DeclaredValue value, string name) =>
        value.Kind is DeclaredKind.Object ? value.Find(name, StringComparison.OrdinalIgnoreCase)?.Value ?? Unknown() : Unknown();

    private readonly DeclaredValue Element(DeclaredValue value, DeclaredValue index)
    {
        if (index.Kind is DeclaredKind.Text)
            return Property(value, index.Text);
        return value.Kind is DeclaredKind.List && ArmFunctions.Number(index) is { } number && number >= 0 && number < value.Items.Length
            ? value.Items[(int)number]
            : Unknown();
    }

    private DeclaredValue? ReadString()
    {
        var text = new StringBuilder();
        for (_position++; _position < _text.Length; _position++)
        {
            if (_text[_position] != '\'')
            {
                text.Append(_text[_position]);
            }
            else if (_position + 1 < _text.Length && _text[_position + 1] == '\'')
            {
                text.Append('\'');
                _position++;
            }
            else
            {
                _position++;
                return DeclaredValue.OfText(_location, text.ToString());
            }
        }

        return null;
    }

    private DeclaredValue ReadNumber()
    {
        var start = _position++;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        return new DeclaredValue(DeclaredKind.Number, _location) { Text = _text[start.._position] };
    }

    private string ReadName()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] is '_' or '$'))
            _position++;
        return _text[start.._position];
    }

    private bool Take(char expected)
    {
        SkipBlanks();
        if (_position >= _text.Length - 1 || _text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }
}
