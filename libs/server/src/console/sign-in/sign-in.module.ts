import { type DynamicModule, Module } from '@nestjs/common';
import { OidcController } from './oidc.controller.js';
import { SessionController, signInToken } from './session.controller.js';
import type { SignIn } from './sign-in.js';
import { logToken, type SignInLog } from './sign-in-log.js';

/** Signing in to the console. */
@Module({})
export class SignInModule {
  static of(signIn: SignIn, log: SignInLog): DynamicModule {
    return {
      module: SignInModule,
      controllers: [SessionController, OidcController],
      providers: [
        { provide: signInToken, useValue: signIn },
        { provide: logToken, useValue: log },
      ],
    };
  }
}
