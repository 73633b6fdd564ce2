/** `login` of the partner and enterprise API. Any password is right. */
import type { ApiContext } from '../api.ts';
import { ApiError } from '../errors.ts';
import type { SoapAnswer } from './soap.ts';
import { element, type Envelope } from './xml.ts';

export function login(context: ApiContext, { content }: Envelope): SoapAnswer {
  const { org, sessions, url } = context;
  const user = org.security.userByName(String(content.username ?? ''));
  if (!user) {
    const words = 'Invalid username, password, security token; or user locked out.';
    throw new ApiError(400, 'INVALID_LOGIN', words);
  }
  const id = org.id.slice(0, 15);
  const result = {
    metadataServerUrl: `${url()}/services/Soap/m/67.0/${id}`,
    passwordExpired: false,
    sandbox: false,
    serverUrl: `${url()}/services/Soap/u/67.0/${id}`,
    sessionId: sessions.create(user),
    userId: user.id,
    userInfo: {
      organizationId: org.id,
      organizationName: 'Emulated org',
      profileId: user.profileId,
      sessionSecondsValid: Math.floor(sessions.lifetime / 1000),
      userEmail: user.username,
      userFullName: user.name,
      userId: user.id,
      userLanguage: user.language,
      userLocale: user.locale,
      userName: user.username,
      userTimeZone: user.timeZone,
      userType: user.userType,
    },
  };
  return { body: `<loginResponse>${element('result', result)}</loginResponse>` };
}
