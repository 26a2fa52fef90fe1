// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/http/http_client.h"
#include "store/object_store.h"
#include "support/server_fixture.h"

#include <map>
#include <memory>

namespace cosftp::test {

/// Keys below a folder, without it, and what they hold.
using BucketContent = std::map<QByteArray, QByteArray>;

/// What the bucket of a fixture really holds; the server is not asked. Blocks.
class BucketView
{
public:
    explicit BucketView(ServerFixture &server);

    [[nodiscard]] BucketContent contentOf(const QByteArray &folder);
    /// The program keeps nothing there for itself: no claim, no description of an upload.
    [[nodiscard]] bool holdsNothingOwn();
    [[nodiscard]] int openUploads(const QByteArray &folder);

private:
    QList<ObjectInfo> objectsIn(const QByteArray &prefix);
    QByteArray contentOfObject(const QByteArray &key);

    HttpClient m_http;
    std::unique_ptr<ObjectStore> m_store;
};

}  // namespace cosftp::test
