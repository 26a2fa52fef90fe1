// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/bucket_view.h"

#include "store/cos/cos_store.h"
#include "store/object_reader.h"

#include <QEventLoop>

namespace cosftp::test {

namespace {

// Runs an event loop until the question is answered.
template <typename T>
class Waiting
{
public:
    Handler<T> handler()
    {
        return [this](const Result<T> &result) {
            m_result = result;
            m_loop.quit();
        };
    }
    Result<T> wait()
    {
        m_loop.exec();
        return m_result;
    }
    QObject *context() { return &m_loop; }

private:
    QEventLoop m_loop;
    Result<T> m_result;
};

}  // namespace

BucketView::BucketView(ServerFixture &server)
{
    BucketSettings bucket = server.settings().buckets.first();
    bucket.credentials.secretKey = ServerFixture::secretKey;
    m_store = makeCosStore(bucket, m_http);
}

QList<ObjectInfo> BucketView::objectsIn(const QByteArray &prefix)
{
    Waiting<ListPage> page;
    ListRequest request;
    request.prefix = prefix;
    m_store->list(request, page.context(), page.handler());
    const Result<ListPage> found = page.wait();
    if (!found)
        qFatal("the bucket cannot be listed: %s", qPrintable(describe(found.error())));
    return found->objects;
}

BucketContent BucketView::contentOf(const QByteArray &folder)
{
    BucketContent content;
    const QList<ObjectInfo> objects = objectsIn(folder);
    for (const ObjectInfo &object : objects)
        content[object.key.sliced(folder.size())] = contentOfObject(object.key);
    return content;
}

bool BucketView::holdsNothingOwn() { return objectsIn(".cosftp/").isEmpty(); }

QByteArray BucketView::contentOfObject(const QByteArray &key)
{
    QEventLoop loop;
    QByteArray content;
    ObjectReader *reader = m_store->read(key, {}, {}, &loop);
    const auto drain = [reader, &content] {
        QByteArray piece(64 * 1024, Qt::Uninitialized);
        while (const qint64 count = reader->read(piece.data(), piece.size()))
            content.append(piece.constData(), count);
    };
    QObject::connect(reader, &ObjectReader::readyRead, &loop, drain);
    QObject::connect(reader, &ObjectReader::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return content;
}

int BucketView::openUploads(const QByteArray &folder)
{
    Waiting<UploadPage> page;
    m_store->listUploads(folder, {}, {}, page.context(), page.handler());
    const Result<UploadPage> found = page.wait();
    return found ? static_cast<int>(found->uploads.size()) : -1;
}

}  // namespace cosftp::test
