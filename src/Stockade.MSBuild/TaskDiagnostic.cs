using System.Globalization;
using System.Text;

namespace Stockade.MSBuild;

/// <summary>A line of the executable's line protocol.</summary>
internal sealed record TaskDiagnostic(
    string Severity, string Id, string Path, int Line, int Column, int EndLine, int EndColumn, string HelpLink, string Message)
{
    private const int FieldCount = 10;

    public static bool TryParse(string line, out TaskDiagnostic diagnostic)
    {
        diagnostic = null!;
        var fields = line.Split('\t');
        if (fields.Length != FieldCount || fields[0] != "D")
            return false;
        diagnostic = new TaskDiagnostic(
            fields[1], fields[2], Unescape(fields[3]), Number(fields[4]), Number(fields[5]), Number(fields[6]), Number(fields[7]), Unescape(fields[8]), Unescape(fields[9]));
        return true;
    }

    private static int Number(string field) => int.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
            return field;
        var text = new StringBuilder(field.Length);
        for (var index = 0; index < field.Length; index++)
        {
            if (field[index] == '\\' && index + 1 < field.Length)
            {
                index++;
                text.Append(field[index] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
            }
            else
            {
                text.Append(field[index]);
            }
        }

        return text.ToString();
    }
}
