// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include "registry/jobs/job.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostInARun = 500;
constexpr std::int64_t kDigestLifeMs = 7 * 24LL * 3'600'000;  // a relay that is dead for days loses none

}  // namespace

Job send_digests(const Accounts& accounts) {
  return {kSendDigests, std::chrono::hours(1), [&accounts](Register& reg) {
            Notices notices(reg.store(), reg.clock());
            const auto head = accounts.letterhead();
            std::int64_t queued = 0;
            for (const auto& mail : notices.due(head.url, head.register_name, kMostInARun)) {
              bool taken = false;
              reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
                taken = notices.sent(unit.accounts(), mail);
                if (taken)
                  accounts.post(unit, {mail.to, mail.subject, mail.text, mail.language}, kDigestLifeMs);
              });
              queued += taken ? 1 : 0;
            }
            return "Queued " + std::to_string(queued) + (queued == 1 ? " digest." : " digests.");
          }};
}

}  // namespace entente::registry
