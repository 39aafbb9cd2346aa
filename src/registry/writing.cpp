// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/writing.hpp"

namespace entente::registry {

store::NewRevision revision_of(const base::Uuid& id, const model::Record& record,
                               store::Visibility visibility) {
  store::NewRevision r;
  r.id = id;
  r.type = model::type_of(record);
  const auto keys = model::keys_of(record);
  r.partnership = keys.partnership;
  r.organisation = keys.organisation;
  r.visibility = visibility;
  r.body = model::body_of(record);
  r.hash = model::hash_of_body(r.body);
  return r;
}

}  // namespace entente::registry
