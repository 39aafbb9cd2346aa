// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/fetching.hpp"

#include <atomic>
#include <memory>

#include "base/error.hpp"
#include "outbound/fetch.hpp"

namespace entente::app {

namespace {

using outbound::HookFault;

std::string cause_of(const outbound::Fetched& got) {
  switch (got.fault) {
    case HookFault::none:
    case HookFault::status:
      return "was answered with the status " + std::to_string(got.status);
    case HookFault::address:
      return "is no address of https:// or http://";
    case HookFault::unknown:
      return "is on a host that no name server knows";
    case HookFault::tls:
      return "is on a host whose certificate is not trusted, or that speaks no TLS";
    case HookFault::late:
      return "was not answered in time";
    case HookFault::inner:
    case HookFault::unreachable:
      break;
  }
  return "could not be reached";
}

}  // namespace

std::function<std::optional<std::string>(const std::string&, std::size_t)> fetcher() {
  constexpr std::chrono::seconds kPatience{60};
  constexpr int kThere = 200, kNotThere = 404, kGone = 410;
  const auto one = std::make_shared<outbound::Fetcher>(
      outbound::HookRules{.clear = true, .inner = true, .certificates = {}, .timeout = kPatience});
  return [one](const std::string& url, std::size_t most) -> std::optional<std::string> {
    static const std::atomic<bool> kGoOn = false;
    auto got = one->get(url, most, kGoOn);
    if (got.status == kNotThere || got.status == kGone) return {};
    if (got.status != kThere)
      throw base::Error(url, cause_of(got), "Check the address, and try again later.");
    if (!got.whole)
      throw base::BadInput(url, "is longer than the " + std::to_string(most) + " bytes that belong there");
    return std::move(got.body);
  };
}

}  // namespace entente::app
