import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router";
import { useLanguage } from "../locales/i18n";
import { usePreferences } from "../platform/preferences_store";
import { signedInRecord } from "../platform/remembered";

declare module "vue-router" {
  interface RouteMeta {
    /** For people who have not signed in. */
    entrance?: boolean;
    /** On a phone this page fills the screen and the bar at the foot is away. */
    deep?: boolean;
  }
}

const me = (): Promise<unknown> => import("./pages/MePage.vue");

const inside: RouteRecordRaw[] = [
  { path: "", redirect: "/chats" },
  { path: "chats", name: "chats", component: () => import("./pages/ChatPage.vue") },
  {
    path: "chats/:conversationId(\\d+)",
    name: "chat",
    component: () => import("./pages/ChatPage.vue"),
    meta: { deep: true },
  },
  {
    path: "chats/:conversationId(\\d+)/details",
    name: "chat-details",
    component: () => import("./pages/ChatPage.vue"),
    meta: { deep: true },
  },
  { path: "contacts", name: "contacts", component: () => import("./pages/ContactsPage.vue") },
  {
    path: "contacts/requests",
    name: "requests",
    component: () => import("./pages/ContactsPage.vue"),
    meta: { deep: true },
  },
  {
    path: "contacts/:userId(\\d+)",
    name: "contact",
    component: () => import("./pages/ContactsPage.vue"),
    meta: { deep: true },
  },
  {
    path: "u/:person([\\w-]+)",
    name: "person",
    component: () => import("./pages/ContactsPage.vue"),
  },
  {
    path: "groups/:number(\\d+)",
    name: "group-number",
    component: () => import("./pages/GroupLinkPage.vue"),
    meta: { deep: true },
  },
  {
    path: "g/:code([\\w-]+)",
    name: "group-link",
    component: () => import("./pages/GroupLinkPage.vue"),
    meta: { deep: true },
  },
  { path: "me", name: "me", component: me },
  {
    path: "me/:section(profile|settings|privacy|security|devices|calls|invitations|storage)",
    name: "me-section",
    component: me,
    meta: { deep: true },
  },
];

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: "/sign-in",
      name: "sign-in",
      component: () => import("./pages/SignInPage.vue"),
      meta: { entrance: true },
    },
    {
      path: "/register",
      name: "register",
      component: () => import("./pages/RegisterPage.vue"),
      meta: { entrance: true },
    },
    {
      path: "/recover",
      name: "recover",
      component: () => import("./pages/RecoverPage.vue"),
      meta: { entrance: true },
    },
    { path: "/", component: () => import("./pages/SignedInFrame.vue"), children: inside },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});

router.beforeEach(async (to) => {
  const signedIn = signedInRecord() !== null;
  if (!to.meta.entrance && !signedIn) {
    const back = to.fullPath === "/" || to.fullPath === "/chats" ? {} : { back: to.fullPath };
    return { name: "sign-in", query: back };
  }
  // Right after registering the codes are still to be read, so only fresh visits are sent inside.
  if (to.name === "sign-in" && signedIn) return { path: "/" };
  if (!to.meta.entrance) await useLanguage(usePreferences().locale);
  return true;
});
