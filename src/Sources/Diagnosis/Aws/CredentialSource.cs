using Amazon.Runtime;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Where credentials come from, in words of our own: those of the SDK may quote what was configured.</summary>
internal static class CredentialSource
{
    /// <summary>The source.</summary>
    /// <param name="credentials">As the SDK found them.</param>
    /// <param name="profile">The profile in use.</param>
    public static string Name(AWSCredentials credentials, string profile) => credentials switch
    {
        EnvironmentVariablesAWSCredentials => "the environment (AWS_ACCESS_KEY_ID)",
        SSOAWSCredentials sso => $"SSO, profile `{profile}`, role {sso.RoleName} of {sso.AccountId}",
        LoginAWSCredentials => $"a sign-in at the console, profile `{profile}`",
        AssumeRoleWithWebIdentityCredentials web => $"a web identity token, role {web.RoleArn}",
        AssumeRoleAWSCredentials role => $"profile `{profile}`, which assumes {role.RoleArn}",
        ProcessAWSCredentials => $"the program that profile `{profile}` names",
        GenericContainerCredentials => "the container's role",
        _ when IsInstance(credentials) => "the instance's role",
        BasicAWSCredentials or SessionAWSCredentials => $"profile `{profile}`",
        _ => credentials.GetType().Name,
    };

    /// <summary>What it means that a source gives nothing, and how to mend it.</summary>
    /// <param name="credentials">The source; null where none was found.</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="named">The user names the profile.</param>
    /// <param name="fault">How it ended; of it, only the code of an answer of AWS is told.</param>
    public static (string What, string Mend) Silence(AWSCredentials? credentials, string profile, bool named, Exception fault)
    {
        // The search of the SDK ends at the instance, also where there is none.
        if (credentials is null || IsInstance(credentials))
        {
            return named
                ? ($"none: profile `{profile}` is not there or not whole", $"look at it with `aws configure list --profile {profile}`, or name another")
                : ("none: neither in the environment nor in a profile, and no container or instance gives any", "sign in with `aws sso login`, set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }

        var code = Answer(fault) is { } answer ? $": {Refusal.Shown(answer)}" : "";
        return ($"none from {Name(credentials, profile)}{code}", credentials switch
        {
            SSOAWSCredentials => $"sign in with `aws sso login --profile {profile}`",
            LoginAWSCredentials => $"sign in with `aws login --profile {profile}`",
            AssumeRoleWithWebIdentityCredentials => "check the token's file and that the role trusts its issuer",
            AssumeRoleAWSCredentials => "check that the role exists and trusts who assumes it",
            ProcessAWSCredentials => "run the program by hand, and look what it says",
            GenericContainerCredentials => "check the task's role or the pod's identity",
            _ => "check the profile's keys",
        });
    }

    private static AmazonServiceException? Answer(Exception? fault) => fault is null or AmazonServiceException ? fault as AmazonServiceException : Answer(fault.InnerException);

    // The one that the SDK ends its search with is not public.
    private static bool IsInstance(AWSCredentials credentials) => credentials is InstanceProfileAWSCredentials || credentials.GetType().Name.Contains("InstanceProfile", StringComparison.Ordinal);
}
