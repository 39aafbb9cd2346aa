// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

/// Internal to registry: reports that are open while their organisation is merged into another.
namespace entente::registry {

/// A party has one open report in a partnership; of two the later could be reached by nobody who writes it.
/// Where each of the two organisations has one, a draft of one for which nobody speaks is discarded, put
/// on record, and its author told. Throws base::Conflict where there is none such.
void leave_one_report(store::UnitOfWork&, const access::Actor&, const base::Clock&,
                      const std::vector<base::Uuid>& partnerships, const base::Uuid& kept,
                      const base::Uuid& other);

/// Whether a commit discarded the draft of a report.
bool is_discarding(const store::Revision& before, const store::Revision& since);
/// Has such a draft, as it stands by now, open again, where its party has no other open meanwhile.
void open_again(store::UnitOfWork&, const base::Uuid& report);

}  // namespace entente::registry
