namespace CostTool.Reports.Html;

/// <summary>How a column looks.</summary>
internal enum ColumnLook
{
    /// <summary>Left, breaks between words.</summary>
    Plain,

    /// <summary>Right, figures of equal width, never broken.</summary>
    Number,

    /// <summary>Left, long names break anywhere.</summary>
    Name,

    /// <summary>Left, prose that wants room.</summary>
    Prose,
}

/// <summary>A cell: text, a smaller second line, and whether it is good or bad news.</summary>
/// <param name="Text">Text.</param>
/// <param name="Sub">Smaller text below, or null.</param>
/// <param name="Style">Class of the cell's text, or null.</param>
internal readonly record struct Cell(string Text, string? Sub = null, string? Style = null)
{
    /// <summary>A cell of text alone.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>Writes a table with row headers, scopes and a caption.</summary>
internal sealed class HtmlTable
{
    private readonly HtmlBuilder html;
    private readonly IReadOnlyList<(string Header, ColumnLook Look)> columns;

    /// <summary>Starts a table; the first column holds the row headers.</summary>
    public HtmlTable(HtmlBuilder html, string caption, params IReadOnlyList<(string Header, ColumnLook Look)> columns)
    {
        this.html = html;
        this.columns = columns;
        html.Raw("<div class=\"scroll\"><table>\n<caption>").Text(caption).Raw("</caption>\n<thead><tr>");
        foreach (var (header, look) in columns) html.Raw($"<th scope=\"col\"{Class(look)}>").Text(header).Raw("</th>");
        html.Raw("</tr></thead>\n<tbody>\n");
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell for each column.</param>
    /// <param name="id">Id of the model that becomes the row's anchor, or null.</param>
    /// <param name="strong">The row stands out.</param>
    public void Row(IReadOnlyList<Cell> cells, string? id = null, bool strong = false)
    {
        html.Raw("<tr").Raw(id is null ? "" : $" id=\"{HtmlBuilder.Anchor(id)}\" data-id=\"{HtmlBuilder.Encode(id)}\"").Raw(strong ? " class=\"strong\">" : ">");
        for (var at = 0; at < cells.Count; at++) Write(cells[at], columns[at].Look, at == 0);
        html.Raw("</tr>\n");
    }

    /// <summary>Ends the table.</summary>
    public void End() => html.Raw("</tbody></table></div>\n");

    private void Write(Cell cell, ColumnLook look, bool header)
    {
        html.Raw(header ? $"<th scope=\"row\"{Class(look)}>" : $"<td{Class(look)}>");
        if (cell.Style is null) html.Text(cell.Text);
        else html.Raw($"<span class=\"{cell.Style}\">").Text(cell.Text).Raw("</span>");
        if (cell.Sub is { Length: > 0 } sub) html.Raw("<span class=\"sub\">").Text(sub).Raw("</span>");
        html.Raw(header ? "</th>" : "</td>");
    }

    private static string Class(ColumnLook look) => look switch
    {
        ColumnLook.Number => " class=\"num\"",
        ColumnLook.Name => " class=\"wrap\"",
        ColumnLook.Prose => " class=\"wide\"",
        _ => "",
    };
}
