// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/about_dialog.h"

#include "common/card.h"
#include "common/copy_field.h"
#include "common/icon_label.h"
#include "common/roles.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QSslSocket>
#include <QVBoxLayout>

namespace cosftp {

AboutDialog::AboutDialog(const QString &serverVersion, const QList<NamedPath> &paths,
                         QWidget *parent)
    : QDialog(parent), m_versions{{tr("Program"), QStringLiteral(COSFTP_VERSION)},
                                  {tr("Server"),
                                   serverVersion.isEmpty() ? QStringLiteral("-") : serverVersion},
                                  {QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
                                  {QStringLiteral("TLS"), QSslSocket::sslLibraryVersionString()}},
      m_paths(paths)
{
    setWindowTitle(tr("About COS FTP Server"));
    constexpr int characters = 72;  // paths are long
    setMinimumWidth(fontMetrics().averageCharWidth() * characters);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(new IconLabel(QStringLiteral("cosftp"), 56, this));
    auto *title = new QLabel(tr("COS FTP Server"), this);
    setRole(title, LabelRole::Title);
    head->addWidget(title, 1);
    layout->addLayout(head);
    layout->addWidget(versions());
    layout->addWidget(pathFields());
    layout->addWidget(licences());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("&Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(report()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

// A window does not ask labels that wrap for their height.
void AboutDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

QString AboutDialog::report() const
{
    QStringList lines{QStringLiteral("COS FTP Server")};
    for (const QList<NamedPath> *list : {&m_versions, &m_paths}) {
        for (const NamedPath &line : *list)
            lines.append(line.name + QStringLiteral(": ") + line.path);
    }
    return lines.join(u'\n');
}

QWidget *AboutDialog::versions() const
{
    auto *card = new Card(tr("Versions"));
    auto *form = new QFormLayout;
    for (const NamedPath &version : m_versions) {
        auto *label = new QLabel(version.path);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        form->addRow(version.name + u':', label);
    }
    card->content()->addLayout(form);
    return card;
}

QWidget *AboutDialog::pathFields() const
{
    auto *card = new Card(tr("Where things are"));
    auto *form = new QGridLayout;  // a form's labels are not centred beside tall fields
    for (const NamedPath &path : m_paths) {
        auto *field = new CopyField(path.name);
        field->setText(path.path);
        const int row = form->rowCount();
        form->addWidget(new QLabel(path.name + u':'), row, 0);
        form->addWidget(field, row, 1);
    }
    card->content()->addLayout(form);
    return card;
}

QWidget *AboutDialog::licences() const
{
    auto *card = new Card(tr("Licences"));
    auto *text = new QLabel(
        tr("This program is free software under the GNU General Public License, version 3 or "
           "later. It comes with no warranty. It uses Qt (LGPL 3), Qt Charts (GPL 3), QtKeychain "
           "(BSD), OpenSSL (Apache 2.0), GNU libmicrohttpd (LGPL 2.1), SQLite and liblzma (public "
           "domain)."));
    text->setWordWrap(true);
    setRole(text, LabelRole::Muted);
    card->content()->addWidget(text);
    return card;
}

}  // namespace cosftp
