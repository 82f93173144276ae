using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Focus;

/// <summary>A service in the words of FOCUS 1.2.</summary>
internal sealed record FocusService(string Name, string Category, string Subcategory);

/// <summary>Scenario lines in the closed word lists of FOCUS 1.2 (columns PricingCategory, ServiceCategory and ServiceSubcategory).</summary>
internal static class FocusVocabulary
{
    /// <summary>How the line is priced.</summary>
    public static string PricingCategory(ScenarioLine line) => line switch
    {
        { Component: "commitments" } => "Committed",
        { PriceId: null } => "Other",
        { PriceId.Value: var id } when id.Split('/').Any(part => part.Contains("spot", StringComparison.Ordinal)) => "Dynamic",
        _ => "Standard",
    };

    /// <summary>The service of a component; the first part of the price id tells Fargate from EC2.</summary>
    public static FocusService Service(ScenarioLine line) => line.Component switch
    {
        "compute" when line.PriceId?.Value.StartsWith("fargate/", StringComparison.Ordinal) is true => new FocusService("AWS Fargate", "Compute", "Serverless Compute"),
        "compute" => new FocusService("Amazon Elastic Compute Cloud", "Compute", "Virtual Machines"),
        "control-plane" => new FocusService("Amazon Elastic Kubernetes Service", "Compute", "Containers"),
        "commitments" => new FocusService("Savings Plans for AWS Compute usage", "Compute", "Other (Compute)"),
        "storage" => new FocusService("Amazon Elastic Block Store", "Storage", "Block Storage"),
        "network" => new FocusService("Amazon Virtual Private Cloud", "Networking", "Network Infrastructure"),
        "load-balancing" => new FocusService("Elastic Load Balancing", "Networking", "Application Networking"),
        "logs" => new FocusService("Amazon CloudWatch", "Management and Governance", "Observability"),
        _ => new FocusService("Other", "Other", "Other (Other)"),
    };
}
