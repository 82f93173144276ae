namespace CostTool.Sources.Diagnosis;

/// <summary>An address as it may be shown: without user, password, query and fragment.</summary>
public static class HiddenUrl
{
    /// <summary>What is left; a text that is no address shows nothing of itself.</summary>
    public static string Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')
            : "(not an address)";
}
