// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/made_in.hpp"
#include "registry/reviewing.hpp"

/// What Registering and Reviewing do to drafts, told with the commit that did it: what was asked under a name
/// before (access::Actor::request) is not done again.
namespace entente::registry {

// Writers -------------------------------------------------------------------------------------
Made begin_draft(Register&, const access::Actor&, const base::Text& title, const base::Uuid& organisation);
Made propose_change(Register&, const access::Actor&, const base::Uuid& partnership,
                    const base::Uuid& organisation);
store::Committed save_draft(Register&, const access::Actor&, const base::Uuid& id, std::int64_t version,
                            const model::Partnership&, const model::Result* measure = nullptr);
Made add_draft_party(Register&, const access::Actor&, const base::Uuid& id, const NamedParty&);
store::Committed save_draft_part(Register&, const access::Actor&, const base::Uuid& id,
                                 const base::Uuid& part, std::int64_t version, const model::Participation&);
store::Committed remove_draft_part(Register&, const access::Actor&, const base::Uuid& id,
                                   const base::Uuid& part, std::int64_t version);
store::Committed discard_draft(Register&, const access::Actor&, const base::Uuid& id, std::int64_t seen);
store::Committed hand_in_draft(Register&, const access::Actor&, const base::Uuid& id, std::int64_t seen);
store::Committed take_back_draft(Register&, const access::Actor&, const base::Uuid& id, std::int64_t seen);
store::Committed comment_draft(Register&, const access::Actor&, const base::Uuid& id, std::string_view text);
Made publish_own_draft(Register&, const ReviewRules&, const access::Actor&, const base::Uuid& id,
                       std::int64_t seen);

// The register's office -----------------------------------------------------------------------
Made publish_draft(Register&, const ReviewRules&, const access::Actor&, const base::Uuid& draft,
                   std::int64_t seen);
store::Committed return_draft(Register&, const access::Actor&, const base::Uuid& draft, std::int64_t seen,
                              std::string_view reason);
store::Committed withdraw_partnership(Register&, const access::Actor&, const base::Uuid& partnership,
                                      std::int64_t version, std::string_view reason);

}  // namespace entente::registry
