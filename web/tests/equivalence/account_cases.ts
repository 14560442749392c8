import { expect } from "vitest";
import type { Case } from "./cases";
import { type Cast, password } from "./cast";
import { Device, refused } from "./device";
import { answerTo } from "./puzzle";

const newPassword = "battery-staple-8";

export const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const nobody = (cast: Cast): Device => new Device(cast.port, null, 0);

async function isSignedOut(device: Device): Promise<void> {
  await device.live.until("the end of the sign-in", () => device.live.ended === "signed_out");
  await refused("unauthenticated", device.call("stream.snapshot", {}));
}

export const accountCases = {
  "server.info": async (cast) => {
    const info = await cast.step("by anyone", () => nobody(cast).call("server.info", {}));
    expect(info.has_users).toBe(true);
    await cast.step("over a socket", () => cast.laptop.ask("server.info", {}));
  },

  "account.challenge": async (cast) => {
    await cast.step("by anyone", () => nobody(cast).call("account.challenge", {}));
    await cast.step("over a socket", () => cast.laptop.ask("account.challenge", {}));
  },

  "account.register": async (cast) => {
    const anyone = nobody(cast);
    const account = `new-${cast.lin.account}`;
    const register = async (change: object) =>
      anyone.call("account.register", {
        account,
        password,
        challenge: await answerTo(anyone),
        ...change,
      });
    await cast.step("too easy a password", () =>
      refused("password_weak", register({ password: "1" })),
    );
    await cast.step("no challenge solved", () =>
      refused("challenge_required", register({ challenge: null })),
    );
    const { me, recovery_codes } = await cast.step("the first time", () => register({}));
    expect([me.user.account, me.recovery_codes_left]).toEqual([account, recovery_codes.length]);
    await cast.step("the account is taken", () => refused("account_taken", register({})));
  },

  "account.sign_in": async (cast) => {
    const anyone = nobody(cast);
    const { account } = cast.lin;
    await cast.step("with a wrong password", () =>
      refused("wrong_credentials", anyone.call("account.sign_in", { account, password: "wrong" })),
    );
    const tablet = await cast.step("on a new device", async () => {
      const device = await cast.lin.anotherDevice();
      await device.connect();
      return device;
    });
    expect(await tablet.call("stream.snapshot", {})).toEqual(
      await cast.phone.call("stream.snapshot", {}),
    );
  },

  "account.recover": async (cast) => {
    const anyone = nobody(cast);
    const { account, recoveryCodes } = cast.lin;
    const recover = async (code: string) => {
      const answer = await anyone.call("account.recover", {
        account,
        code,
        new_password: newPassword,
      });
      const device = new Device(cast.port, answer.token, answer.device_id);
      const others = [...cast.lin.devices];
      for (const other of others) await isSignedOut(other);
      cast.lin.keepOnly();
      return device;
    };
    const [code = "", ...rest] = recoveryCodes;
    await cast.step("with a wrong code", () => refused("recovery_failed", recover("nothing")));
    await cast.step("with a code", () => arrivesOn(cast, recover(code)), { lin: ["me.changed"] });
    await cast.step("with the same code", () => refused("recovery_failed", recover(code)));
    for (const [index, next] of rest.entries()) {
      await cast.step(`with code ${index + 2}`, () => arrivesOn(cast, recover(next)), {
        lin: ["me.changed"],
      });
    }
    // The last code brought eight new ones.
    expect((await cast.lin.state()).me.recovery_codes_left).toBe(8);
    const reset = await cast.host.device.call("admin.reset_password", { account });
    await cast.step("with a reset code", () => arrivesOn(cast, recover(reset.code)), {
      lin: ["me.changed"],
    });
  },

  "account.sign_out": async (cast) => {
    const { phone, laptop } = cast;
    await cast.step("a second device", async () => {
      await laptop.call("account.sign_out", {});
      await isSignedOut(laptop);
      cast.lin.keepOnly(phone);
    });
    await cast.step("again", () => refused("unauthenticated", laptop.call("account.sign_out", {})));
  },

  "account.change_password": async (cast) => {
    const { phone, laptop } = cast;
    const change = (old_password: string, new_password: string) =>
      phone.call("account.change_password", { old_password, new_password });
    await cast.step("too easy", () => refused("password_weak", change(password, "12345678")));
    await cast.step("without the old one", () =>
      refused("wrong_credentials", change("wrong-horse-7", newPassword)),
    );
    await cast.step("the first time", async () => {
      await change(password, newPassword);
      await isSignedOut(laptop);
      cast.lin.keepOnly(phone);
    });
  },

  "account.renew_recovery_codes": async (cast) => {
    const renew = (given: string) =>
      cast.laptop.ask("account.renew_recovery_codes", { password: given });
    await cast.step("without the password", () => refused("wrong_credentials", renew("wrong-7")));
    await cast.step("the first time", () => renew(password), { lin: ["me.changed"] });
    await cast.step("again", () => renew(password), { lin: ["me.changed"] });
  },

  "account.update_profile": async (cast) => {
    await cast.conversation();
    const { phone, laptop, lin, zhou } = cast;
    const forFriends = { lin: ["me.changed"], mei: ["user.changed"] } as const;
    const told = { lin: [...forFriends.lin], mei: [...forFriends.mei] };
    await cast.step(
      "nickname and signature",
      () => phone.call("account.update_profile", { nickname: "林夏", signature: "飞去堕尔前" }),
      told,
    );
    await cast.step(
      "signature alone, over a socket",
      () => laptop.ask("account.update_profile", { signature: "" }),
      told,
    );
    await cast.step(
      "the phone number, which friends do not see",
      () => phone.call("account.update_profile", { phone: "+86 10 1234" }),
      { lin: ["me.changed"] },
    );
    await cast.step("no nickname", () =>
      refused("nickname_invalid", phone.call("account.update_profile", { nickname: "  " })),
    );
    await phone.call("friend.request", { user_id: zhou.userId, message: "是我" });
    await cast.step(
      "while asking to be friends",
      () => phone.call("account.update_profile", { nickname: "小夏" }),
      { ...told, zhou: ["user.changed"] },
    );
    expect((await zhou.state()).users[lin.userId]?.nickname).toBe("小夏");
  },

  "account.set_avatar": async (cast) => {
    await cast.conversation();
    const set = (image: string) => cast.phone.call("account.set_avatar", { image });
    const told = { lin: ["me.changed" as const], mei: ["user.changed" as const] };
    await cast.step("not a picture", () => refused("image_invalid", set("bm90aGluZw==")));
    const me = await cast.step("the first time", () => set(onePixel), told);
    expect(me.user.avatar).not.toBe("");
    await cast.step("removed", () => set(""), told);
  },

  "account.update_settings": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, mei } = cast;
    const { seq } = await phone.call("message.send", {
      conversation_id,
      client_id: "settings-1",
      text: "看到了吗？",
    });
    await cast.step(
      "hiding presence",
      () => phone.call("account.update_settings", { hide_presence: true }),
      { lin: ["me.changed"] },
    );
    const marksChange = {
      lin: ["me.changed" as const, "conversation.changed" as const],
      mei: ["conversation.changed" as const],
    };
    await cast.step(
      "hiding read marks",
      () => phone.call("account.update_settings", { hide_read_marks: true }),
      marksChange,
    );
    await cast.step(
      "reading while marks are hidden",
      () => mei.device.call("conversation.mark_read", { conversation_id, seq }),
      { mei: ["conversation.read"], lin: ["peer.marked"] },
    );
    await cast.step(
      "sending while marks are hidden",
      () =>
        mei.device.call("message.send", { conversation_id, client_id: "settings-2", text: "嗯" }),
      { mei: ["message.sent"], lin: ["message.sent"] },
    );
    await cast.step(
      "showing read marks",
      () => phone.call("account.update_settings", { hide_read_marks: false }),
      marksChange,
    );
    const state = await cast.lin.state();
    expect(state.conversations[conversation_id]?.peer_read_seq).toBe(seq + 1);
  },

  "device.list": async (cast) => {
    const { devices } = await cast.step("on two devices", () => cast.laptop.ask("device.list", {}));
    expect(devices.map((one) => [one.device_id, one.current, one.online])).toEqual([
      [cast.laptop.deviceId, true, true],
      [cast.phone.deviceId, false, true],
    ]);
  },

  "device.sign_out": async (cast) => {
    const { phone, laptop, mei } = cast;
    const signOut = (device: Device) =>
      phone.call("device.sign_out", { device_id: device.deviceId });
    await cast.step("somebody else's", () => refused("not_found", signOut(mei.device)));
    await cast.step("a second device", async () => {
      await signOut(laptop);
      await isSignedOut(laptop);
      cast.lin.keepOnly(phone);
    });
    await cast.step("again", () => refused("not_found", signOut(laptop)));
  },

  "invite.create": async (cast) => {
    await cast.step("by the administrator", () => cast.host.device.ask("invite.create", {}));
    await cast.step("never to be used", () =>
      refused("bad_request", cast.host.device.call("invite.create", { uses: 0 })),
    );
    await cast.step("by anybody else", () =>
      refused("unknown_command", cast.phone.call("invite.create", {})),
    );
  },

  "invite.list": async (cast) => {
    const { code } = await cast.host.device.call("invite.create", {});
    const list = await cast.step("by the administrator", () =>
      cast.host.device.call("invite.list", {}),
    );
    expect(list.invites.map((one) => one.code)).toContain(code);
    await cast.step("by anybody else", () =>
      refused("unknown_command", cast.laptop.ask("invite.list", {})),
    );
  },

  "invite.revoke": async (cast) => {
    const { code } = await cast.host.device.call("invite.create", {});
    const revoke = () => cast.host.device.call("invite.revoke", { code });
    await cast.step("the first time", revoke);
    await cast.step("again", () => refused("not_found", revoke()));
    await cast.step("by anybody else", () =>
      refused("unknown_command", cast.phone.call("invite.revoke", { code })),
    );
  },

  "admin.reset_password": async (cast) => {
    const { account } = cast.lin;
    const reset = (device: Device, whose: string) =>
      device.call("admin.reset_password", { account: whose });
    await cast.step("by the administrator", () => reset(cast.host.device, account));
    await cast.step("of nobody", () => refused("not_found", reset(cast.host.device, "nobody-0")));
    await cast.step("by anybody else", () =>
      refused("unknown_command", reset(cast.phone, account)),
    );
  },
} satisfies Record<string, Case>;

/** Lin's only device is the one that just signed in. */
async function arrivesOn(cast: Cast, signedIn: Promise<Device>): Promise<void> {
  const device = await signedIn;
  await device.connect();
  cast.lin.keepOnly(device);
}
