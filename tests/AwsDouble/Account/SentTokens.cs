using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Account;

/// <summary>Client tokens of one operation: a call that comes twice with one token has one effect.</summary>
/// <param name="member">The member that holds the token.</param>
internal sealed class SentTokens(string member = "ClientToken")
{
    private readonly Dictionary<string, (string Request, JsonObject Answer)> _answers = new(StringComparer.Ordinal);

    /// <param name="request">The call.</param>
    /// <param name="effect">What it does, the first time.</param>
    /// <param name="differs">What the service says of a token that came before with other parameters.</param>
    public JsonObject Once(JsonObject request, Func<JsonObject> effect, Func<ServiceErrorException> differs)
    {
        if (request.TextOrNull(member) is not { } token) return effect();
        var text = Documents.Canonical(request);
        if (_answers.TryGetValue(token, out var known)) return known.Request == text ? known.Answer.Copy() : throw differs();
        var answer = effect();
        _answers[token] = (text, answer.Copy());
        return answer;
    }
}
