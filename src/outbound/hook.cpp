// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/hook.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "outbound/public_address.hpp"

namespace entente::outbound {

namespace {

constexpr std::size_t kMostHookAnswer = std::size_t{64} * 1024;
constexpr int kTakenStatus = 200, kTakenEnd = 300;

struct FreeHook {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};

struct Exchange {
  bool inner_too;
  const std::atomic<bool>& stop;
  bool refused = false;  ///< an address that the rules do not allow
  std::size_t read = 0;
};

/// Called by libcurl with the address that it is about to connect to; throws nothing.
curl_socket_t open_guarded(void* exchange, curlsocktype purpose, curl_sockaddr* address) {
  auto& own = *static_cast<Exchange*>(exchange);
  if (purpose != CURLSOCKTYPE_IPCXN || (!own.inner_too && !is_public_address(address->addr))) {
    own.refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// Headers and body alike are counted and thrown away.
std::size_t count_bytes(char*, std::size_t size, std::size_t count, void* exchange) {
  auto& own = *static_cast<Exchange*>(exchange);
  own.read += size * count;
  return own.read > kMostHookAnswer ? 0 : size * count;
}

int look_whether_to_stop(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(exchange)->stop ? 1 : 0;
}

std::string part_of(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, FreeHook> kept(text);
  return text;
}

std::unique_ptr<CURLU, FreeHook> read_url(const std::string& text) {
  std::unique_ptr<CURLU, FreeHook> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

HookFault fault_of(CURLcode result, const Exchange& own) {
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return HookFault::unknown;
    case CURLE_OPERATION_TIMEDOUT:
      return HookFault::late;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
      return HookFault::tls;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return HookFault::address;
    default:
      return own.refused ? HookFault::inner : HookFault::unreachable;
  }
}

void set_options(CURL* curl, const HookRules& rules, const HookPost& wanted, Exchange& own) {
  curl_easy_setopt(curl, CURLOPT_URL, wanted.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, rules.clear ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(rules.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!rules.certificates.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, rules.certificates.c_str());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_guarded);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &own);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &own);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, count_bytes);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &own);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &own);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(wanted.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, wanted.body.c_str());
}

}  // namespace

HookRules rules_for_others(HookRules rules) {
  rules.clear = rules.clear && rules.trusts_others;
  rules.inner = rules.inner && rules.trusts_others;
  return rules;
}

bool is_hook_url(std::string_view url, const HookRules& rules) {
  const bool visible = std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~'; });
  if (!visible || url.size() > kMostHookUrl) return false;
  const auto read = read_url(std::string(url));
  if (!read) return false;
  const auto scheme = part_of(read.get(), CURLUPART_SCHEME);
  return (scheme == "https" || (rules.clear && scheme == "http")) &&
         !part_of(read.get(), CURLUPART_HOST).empty() && part_of(read.get(), CURLUPART_USER).empty() &&
         part_of(read.get(), CURLUPART_PASSWORD).empty() && url.find('#') == url.npos &&
         url.find('@') == url.npos && url.find('\\') == url.npos && url.find(":///") == url.npos;
}

std::string host_of_hook(const std::string& url) {
  const auto read = read_url(url);
  return read ? part_of(read.get(), CURLUPART_HOST) : std::string();
}

HookAnswer post(const HookRules& own_rules, const HookPost& wanted, const std::atomic<bool>& stop) {
  const auto rules = wanted.by_others ? rules_for_others(own_rules) : own_rules;
  if (!is_hook_url(wanted.url, rules)) return {0, HookFault::address};
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::unique_ptr<CURL, FreeHook> handle(ready ? curl_easy_init() : nullptr);
  if (!handle) throw base::Error("libcurl", "could not be made ready", "Check the system's memory.");
  std::unique_ptr<curl_slist, FreeHook> headers;
  const auto add = [&](const std::string& line) {
    auto* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw base::Error("libcurl", "has no memory left", "Check the system's memory.");
    static_cast<void>(headers.release());
    headers.reset(longer);
  };
  for (const auto& [name, value] : wanted.headers) add(std::string(name).append(": ").append(value));
  add("Expect:");  // the body is short: nobody is asked whether they want it
  Exchange own{.inner_too = rules.inner, .stop = stop};
  set_options(handle.get(), rules, wanted, own);
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  const auto result = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  // One that says more than is read has answered.
  const bool answered = result == CURLE_OK || (result == CURLE_WRITE_ERROR && own.read > kMostHookAnswer);
  if (!answered || status == 0) return {0, fault_of(result, own)};
  const bool taken = status >= kTakenStatus && status < kTakenEnd;
  return {static_cast<int>(status), taken ? HookFault::none : HookFault::status};
}

}  // namespace entente::outbound
