namespace Amazon.CostExplorer.Model;

/// <summary>Use Expression to filter by cost or by usage.</summary>
public class Expression
{
    /// <summary>Return results that match both Dimension objects.</summary>
    public List<Expression>? And { get; set; }

    /// <summary>The filter that's based on CostCategory values.</summary>
    public CostCategoryValues? CostCategories { get; set; }

    /// <summary>The specific Dimension to use for Expression.</summary>
    public DimensionValues? Dimensions { get; set; }

    /// <summary>Return results that don't match a Dimension object.</summary>
    public Expression? Not { get; set; }

    /// <summary>Return results that match either Dimension object.</summary>
    public List<Expression>? Or { get; set; }

    /// <summary>The specific Tag to use for Expression.</summary>
    public TagValues? Tags { get; set; }
}
