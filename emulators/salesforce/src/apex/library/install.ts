/** `Test.testInstall` and `testUninstall`: what a package's scripts are handed. */
import { current } from '../../transaction/transaction.ts';
import { invoke } from '../runtime/object.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { argument } from './support.ts';

class InstallContext {
  readonly $type = 'System.InstallContext';
  readonly previous: unknown;
  readonly isPush: boolean;
  constructor(previous: unknown, isPush: boolean) {
    this.previous = previous;
    this.isPush = isPush;
  }
}

definePlatformType({
  name: 'System.InstallContext',
  instance: {
    'installerId()': () => current().user.id,
    'organizationId()': () => current().org.id,
    'previousVersion()': (context: InstallContext) => context.previous,
    'isUpgrade()': (context: InstallContext) => context.previous !== null,
    'isPush()': (context: InstallContext) => context.isPush,
  },
});

definePlatformType({
  name: 'System.UninstallContext',
  instance: {
    'organizationId()': () => current().org.id,
    'uninstallerId()': () => current().user.id,
  },
});

function install(handler: unknown, previous: unknown, isPush: boolean): void {
  invoke(argument(handler), 'onInstall', [new InstallContext(previous, isPush)]);
}

export const installTests: Record<string, Implementation> = {
  'testInstall(InstallHandler,Version)': (handler: unknown, previous: unknown) => install(handler, previous, false),
  'testInstall(InstallHandler,Version,Boolean)': (handler: unknown, previous: unknown, isPush: boolean) =>
    install(handler, previous, argument(isPush)),
  'testUninstall(UninstallHandler)': (handler: unknown) => {
    invoke(argument(handler), 'onUninstall', [{ $type: 'System.UninstallContext' }]);
  },
};
