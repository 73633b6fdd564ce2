/**
 * Of the ConnectApi namespace only what tests ask to find out whether they see the org's data: it fails, as on the platform, in tests
 * without SeeAllData. Nothing can be followed in this org, so nobody follows anything.
 */
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import { defineBean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { listOf, platformClass } from './support.ts';

const makeFollowingPage = defineBean('ConnectApi.FollowingPage');

definePlatformType({
  name: 'ConnectApi.ChatterUsers',
  statics: {
    getFollowings: () => {
      const { isTest, seesAllData } = current();
      if (isTest && !seesAllData) {
        throw apexError(
          'System.UnsupportedOperationException',
          'ConnectApi methods are not supported in data siloed tests.',
        );
      }
      return makeFollowingPage({ following: listOf(platformClass('ConnectApi.Subscription'), []), total: 0 });
    },
  },
});
