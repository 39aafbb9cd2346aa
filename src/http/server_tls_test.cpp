// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "http/test_client.hpp"

namespace entente::http {
namespace {

using testing::Client;
using testing::RunningServer;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const {
    Free(p);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Tls = std::unique_ptr<SSL, Freed<SSL_free>>;

/// A certificate signed by itself, in files that go with the test.
class ServerTls : public ::testing::Test {
 protected:
  void SetUp() override {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    ASSERT_NE(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
    std::filesystem::create_directories(folder_);
    ASSERT_EQ(PEM_write_X509(File(std::fopen(certificate_.c_str(), "w")).get(), certificate.get()), 1);
    ASSERT_EQ(PEM_write_PrivateKey(File(std::fopen(key_.c_str(), "w")).get(), key.get(), nullptr, nullptr, 0,
                                   nullptr, nullptr),
              1);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ServerOptions options() const {
    ServerOptions o;
    o.port = 0;
    o.header_timeout = std::chrono::seconds(1);
    o.tls_certificate = certificate_;
    o.tls_key = key_;
    return o;
  }
  static Response hello(const Request& r) { return text(200, "hello " + r.body, "text/plain"); }

  /// The cause of the refusal, "" where there is none.
  static std::string refusal(const ServerOptions& o) {
    try {
      const Server server(o, hello);
      return {};
    } catch (const base::Error& e) {
      return e.what();
    }
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("entente_tls_test_" + std::to_string(::getpid()));
  const std::filesystem::path certificate_ = folder_ / "certificate.pem", key_ = folder_ / "key.pem";
};

/// A TLS client of at most this version; null where the handshake fails.
Tls connect(const Client& client, SSL_CTX* context, int version) {
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, version);
  Tls tls(SSL_new(context));
  SSL_set_fd(tls.get(), client.socket());
  if (SSL_connect(tls.get()) != 1) return nullptr;
  return tls;
}

TEST_F(ServerTls, AnswersOverTls12And13) {
  RunningServer server(options(), hello);
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const Client client(server);
    const Context context(SSL_CTX_new(TLS_client_method()));
    const auto tls = connect(client, context.get(), version);
    ASSERT_TRUE(tls);
    EXPECT_EQ(SSL_version(tls.get()), version);
    const std::string request =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nworld";
    ASSERT_EQ(SSL_write(tls.get(), request.data(), static_cast<int>(request.size())),
              static_cast<int>(request.size()));
    std::string all;
    char bytes[4096];
    int n = 0;
    while ((n = SSL_read(tls.get(), bytes, sizeof bytes)) > 0) all.append(bytes, static_cast<std::size_t>(n));
    EXPECT_EQ(SSL_get_error(tls.get(), n), SSL_ERROR_ZERO_RETURN);  // ended in good order, not cut off
    EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(all.ends_with("hello world"));
    SSL_shutdown(tls.get());
  }
}

TEST_F(ServerTls, RefusesOlderVersionsAndPlainText) {
  RunningServer server(options(), hello);
  const Client old(server);
  const Context context(SSL_CTX_new(TLS_client_method()));
  EXPECT_FALSE(connect(old, context.get(), TLS1_1_VERSION));
  Client plain(server);
  plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(plain.read_all().find("hello"), std::string::npos);
  Client silent(server);
  EXPECT_EQ(silent.read_all(), "");
}

TEST_F(ServerTls, NamesTheFileThatCannotBeUsed) {
  EXPECT_EQ(refusal(options()), "");
  auto missing = options();
  missing.tls_certificate = folder_ / "missing.pem";
  EXPECT_NE(refusal(missing).find("missing.pem: cannot be read"), std::string::npos);
  auto broken = options();
  broken.tls_key = folder_ / "broken.pem";
  std::ofstream(broken.tls_key) << "no key";
  EXPECT_NE(refusal(broken).find("broken.pem: cannot be used"), std::string::npos);
  auto half = options();
  half.tls_key.clear();
  EXPECT_NE(refusal(half).find("no key"), std::string::npos);
}

}  // namespace
}  // namespace entente::http
