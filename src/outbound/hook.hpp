// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Requests to addresses that somebody registered. Whether an address is an inner one is asked when its
/// socket is opened, so that no name that means something else by then leads round it.
namespace entente::outbound {

struct HookRules {
  bool clear = false;                         ///< http:// too
  bool inner = false;                         ///< addresses of this machine and of private networks too
  bool trusts_others = false;                 ///< both hold for addresses that others named, too
  std::string certificates;                   ///< PEM file of authorities; empty: the system's
  std::chrono::milliseconds timeout{10'000};  ///< for the whole of one request
};

/// Those for an address that somebody named who does not look after the register.
HookRules rules_for_others(HookRules);

inline constexpr std::size_t kMostHookUrl = 2'000;  ///< bytes

/// Whether an address may be registered at all: https:// (or http://, where the rules allow it), a host,
/// visible ASCII; no name or password and no fragment.
bool is_hook_url(std::string_view url, const HookRules&);
/// The host of such an address, for whoever must not see the rest; "" of any other.
std::string host_of_hook(const std::string& url);

struct HookPost {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  bool by_others = false;  ///< the address was named by somebody who does not look after the register
};

enum class HookFault : std::uint8_t {
  none,
  address,      ///< it is none that the rules allow
  inner,        ///< it leads to an address that the rules do not allow
  unknown,      ///< no name server knows its host
  unreachable,  ///< no connection, or it ended too early
  tls,          ///< no TLS, or no certificate that is trusted
  late,         ///< not answered in time
  status        ///< answered by something else than 2xx; redirects are not followed
};

struct HookAnswer {
  int status = 0;  ///< of HTTP; 0 where there was none
  HookFault fault = HookFault::unreachable;
};

/// Sends one request and waits for its answer, of which no more than 64 KiB are read. Takes no proxy. Ends
/// early once `stop` is set.
HookAnswer post(const HookRules&, const HookPost&, const std::atomic<bool>& stop);

}  // namespace entente::outbound
