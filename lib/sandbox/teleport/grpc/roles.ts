import { create } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { Cluster } from "../cluster.ts";
import { checkRole } from "../store/check-role.ts";
import { alreadyExists, badParameter, compareFailed, notFound, untyped } from "./errors.ts";
import { matchesKeywords, pageOf } from "./paging.ts";
import { requireAdminAction, requirePermission, sessionOf } from "./session.ts";

type RoleMethods = Pick<
  ServiceImpl<typeof AuthService>,
  "getRole" | "listRoles" | "createRole" | "updateRole" | "deleteRole" | "getCurrentUserRoles"
>;

export function roleMethods(cluster: Cluster): RoleMethods {
  const { store } = cluster;
  return {
    getRole({ Name }, context) {
      const session = sessionOf(context);
      if (Name === "") throw badParameter("missing parameter Name");
      // Everyone may read the roles they hold.
      if (!session.roles.some((role) => role.Metadata?.Name === Name))
        requirePermission(session, "role", "read");
      const role = session.view.get("role", Name);
      if (!role) throw notFound(`role ${Name} is not found`);
      return role;
    },

    listRoles({ Limit, StartKey, Filter }, context) {
      const session = sessionOf(context);
      requirePermission(session, "role", "list", "read");
      const rows = session.view.list("role").filter(({ key, row }) => {
        const texts = [key, ...Object.entries(row.Metadata?.Labels ?? {}).flat()];
        return matchesKeywords(texts, Filter?.SearchKeywords ?? []);
      });
      const { page, nextKey } = pageOf(rows, StartKey, Limit);
      return { Roles: page.map(({ row }) => row), NextKey: nextKey };
    },

    createRole({ Role }, context) {
      const session = sessionOf(context);
      requirePermission(session, "role", "create");
      requireAdminAction(session);
      const { name, role } = checkRole(Role, cluster.serverVersion);
      if (store.view().get("role", name)) throw alreadyExists(`role ${name} already exists`);
      store.put("role", name, role);
      return role;
    },

    updateRole({ Role }, context) {
      const session = sessionOf(context);
      requirePermission(session, "role", "update");
      requireAdminAction(session);
      const { name, role, metadata } = checkRole(Role, cluster.serverVersion);
      const stored = store.view().get("role", name);
      if (!stored) throw notFound(`role ${name} is not found`);
      if (stored.Metadata?.Revision !== metadata.Revision) {
        throw compareFailed(`role ${name} was changed since this revision was read`);
      }
      store.put("role", name, role);
      return role;
    },

    deleteRole({ Name }, context) {
      const session = sessionOf(context);
      requirePermission(session, "role", "delete");
      requireAdminAction(session);
      const view = store.view();
      if (!view.get("role", Name)) throw notFound(`role ${Name} is not found`);
      // Newer servers say this without an error kind of its own: clients tell it by its words.
      if (view.list("user").some(({ row }) => row.Spec?.Roles.includes(Name))) {
        throw untyped(`failed to delete a role that is still in use by a user`);
      }
      store.delete("role", Name);
      return create(EmptySchema);
    },

    async *getCurrentUserRoles(_request, context) {
      yield* sessionOf(context).roles;
    },
  };
}
