/** System.Site, Network and Communities in an org that has none: everything is null or false. */
import { definePlatformType, type Implementation } from './define.ts';

const nothing: Implementation = () => null;
const never: Implementation = () => false;

const texts = [
  'getAdminEmail',
  'getAdminId',
  'getAnalyticsTrackingCode',
  'getBaseCustomUrl',
  'getBaseInsecureUrl',
  'getBaseRequestUrl',
  'getBaseSecureUrl',
  'getBaseUrl',
  'getCurrentSiteUrl',
  'getDomain',
  'getErrorDescription',
  'getErrorMessage',
  'getExperienceId',
  'getMasterLabel',
  'getName',
  'getOriginalUrl',
  'getPathPrefix',
  'getPrefix',
  'getSiteId',
  'getSiteType',
  'getSiteTypeLabel',
  'getTemplate',
];

definePlatformType({
  name: 'System.Site',
  statics: {
    ...Object.fromEntries(texts.map((name) => [name, nothing])),
    isLoginEnabled: never,
    isPasswordExpired: never,
    isRegistrationEnabled: never,
  },
});

definePlatformType({
  name: 'System.Network',
  statics: { getNetworkId: nothing, getLoginUrl: nothing, getLogoutUrl: nothing, getSelfRegUrl: nothing },
});
