namespace MLRegularization.Cli.Tables;

/// <summary>Finds the delimiter of a text table: comma, semicolon or tab, from the header line and confirmed on the lines after it.</summary>
internal static class Delimiter
{
    private const int LinesLookedAt = 20;

    /// <summary>The delimiter that the beginning of a file (UTF-8) shows; a comma where none occurs.</summary>
    public static char Sniff(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8)) start = start[3..];
        char best = ',';
        (int Agreeing, int Fields) bestScore = (0, 1);
        foreach (char candidate in ",;\t")
        {
            (int Agreeing, int Fields) score = Score(start, (byte)candidate);
            if (score.Fields > 1 && score.CompareTo(bestScore) > 0) (best, bestScore) = (candidate, score);
        }
        return best;
    }

    // In tenths, how many of the lines have as many fields as the header; and that number.
    private static (int Agreeing, int Fields) Score(ReadOnlySpan<byte> text, byte delimiter)
    {
        int header = 0, fields = 1, lines = 0, agreeing = 0;
        bool quoted = false, closed = false, fieldStart = true, anything = false;
        foreach (byte b in text)
        {
            if (quoted)
            {
                closed = b == '"';
                quoted = !closed;
                continue;
            }
            if (b == '"' && (fieldStart || closed)) quoted = true; // a doubled quote goes on quoting
            else if (b == delimiter) fields++;
            else if (b == '\n')
            {
                if (anything)
                {
                    if (header == 0) header = fields;
                    else
                    {
                        lines++;
                        if (fields == header) agreeing++;
                    }
                }
                if (lines == LinesLookedAt) break;
                (fields, fieldStart, anything) = (1, true, false);
                continue;
            }
            closed = false;
            if (b != '\r') anything = true;
            fieldStart = b == delimiter || (fieldStart && b == ' ');
        }
        if (header == 0) header = fields; // the header line is longer than what was looked at
        return (lines == 0 ? 10 : 10 * agreeing / lines, header);
    }
}
