// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/fetch.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "base/error.hpp"
#include "outbound/public_address.hpp"

namespace entente::outbound {

namespace {

constexpr std::size_t kMostHeaders = std::size_t{64} * 1024;
constexpr int kTakenStatus = 200, kTakenEnd = 300;

struct FreeFetch {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeFetch>;

struct Exchange {
  bool inner_too;
  const std::atomic<bool>& stop;
  std::size_t most;
  bool refused = false;   ///< an address that the rules do not allow
  bool too_long = false;  ///< more came than is read
  std::size_t headers = 0;
  std::string body;
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

/// Called by libcurl with what came; throws nothing.
std::size_t keep_body(char* bytes, std::size_t size, std::size_t count, void* exchange) {
  auto& own = *static_cast<Exchange*>(exchange);
  own.too_long = own.too_long || size * count > own.most - own.body.size();
  if (own.too_long) return 0;
  try {
    own.body.append(bytes, size * count);
  } catch (...) {
    return 0;
  }
  return size * count;
}

std::size_t count_headers(char*, std::size_t size, std::size_t count, void* exchange) {
  auto& own = *static_cast<Exchange*>(exchange);
  own.headers += size * count;
  own.too_long = own.too_long || own.headers > kMostHeaders;
  return own.too_long ? 0 : size * count;
}

int look_whether_to_stop(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(exchange)->stop ? 1 : 0;
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

void set_options(CURL* curl, const HookRules& rules, const std::string& url, Exchange& own) {
  curl_easy_reset(curl);  // what was set; connections stay open
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
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
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &own);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, count_headers);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &own);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &own);
}

void add_header(Headers& headers, const std::string& line) {
  auto* longer = curl_slist_append(headers.get(), line.c_str());
  if (longer == nullptr) throw base::Error("libcurl", "has no memory left", "Check the system's memory.");
  static_cast<void>(headers.release());
  headers.reset(longer);
}

Fetched perform(CURL* curl, Exchange& own) {
  const auto result = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  // One that says more than is read has answered.
  const bool answered = result == CURLE_OK || (result == CURLE_WRITE_ERROR && own.too_long);
  if (!answered || status == 0) return {0, fault_of(result, own), {}, false};
  const bool taken = status >= kTakenStatus && status < kTakenEnd;
  return {static_cast<int>(status), taken ? HookFault::none : HookFault::status, std::move(own.body),
          !own.too_long};
}

}  // namespace

struct Fetcher::State {
  HookRules rules;
  std::unique_ptr<CURL, FreeFetch> handle;
};

Fetcher::Fetcher(HookRules rules) : state_(std::make_unique<State>()) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  state_->rules = std::move(rules);
  state_->handle.reset(ready ? curl_easy_init() : nullptr);
  if (!state_->handle) throw base::Error("libcurl", "could not be made ready", "Check the system's memory.");
}

Fetcher::~Fetcher() = default;

Fetched Fetcher::get(const std::string& url, std::size_t most, const std::atomic<bool>& stop) {
  if (!is_hook_url(url, state_->rules)) return {0, HookFault::address, {}, false};
  Exchange own{.inner_too = state_->rules.inner, .stop = stop, .most = most, .body = {}};
  set_options(state_->handle.get(), state_->rules, url, own);
  curl_easy_setopt(state_->handle.get(), CURLOPT_ACCEPT_ENCODING, "gzip");
  return perform(state_->handle.get(), own);
}

Fetched Fetcher::post(const HookPost& wanted, std::size_t most, const std::atomic<bool>& stop) {
  if (!is_hook_url(wanted.url, state_->rules)) return {0, HookFault::address, {}, false};
  Headers headers;
  for (const auto& [name, value] : wanted.headers)
    add_header(headers, std::string(name).append(": ").append(value));
  add_header(headers, "Expect:");  // the body is short: nobody is asked whether they want it
  Exchange own{.inner_too = state_->rules.inner, .stop = stop, .most = most, .body = {}};
  auto* const curl = state_->handle.get();
  set_options(curl, state_->rules, wanted.url, own);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(wanted.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, wanted.body.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  auto answer = perform(curl, own);
  curl_easy_reset(curl);  // which lets go of the headers and the body
  return answer;
}

}  // namespace entente::outbound
