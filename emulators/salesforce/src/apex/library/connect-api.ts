/**
 * The ConnectApi namespace is not emulated. What tests ask to find out whether they see the org's data fails as it does on the platform in
 * tests without SeeAllData.
 */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType } from './define.ts';

definePlatformType({
  name: 'ConnectApi.ChatterUsers',
  statics: {
    getFollowings: () => {
      if (!current().isTest) throw new NotEmulated('ConnectApi.ChatterUsers.getFollowings');
      throw apexError(
        'System.UnsupportedOperationException',
        'ConnectApi methods are not supported in data siloed tests.',
      );
    },
  },
});
