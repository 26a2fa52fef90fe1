// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/message_bar.h"
#include "gui/fake_link.h"
#include "secrets/secret_store.h"
#include "settings/settings_page.h"

#include <QApplication>
#include <QComboBox>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace cosftp::test {

/// One bucket, two users, all in sections of our own.
inline const QByteArray ownSettings =
    "# kept\n[BUCKET main]\nbucket = photos-1250000000\nregion = ap-guangzhou\nsecret_id = ID\n"
    "secret_key = PLANTEDKEY\n\n[USER ann]\npassword = PLANTEDPW\nbucket = main\n\n"
    "[USER bob]\npassword = PLANTEDPW2\nbucket = main\nauthority = R\n\n"
    "[NETWORK]\nlisten_port = 2121\npassive_ports = 20000,21000\n";

inline QByteArray originalSettings(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/settings/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The settings page on a fake server, with a settings file in a folder that is thrown away and
/// secrets in a file.
struct SettingsBench
{
    QTemporaryDir folder;
    FakeLink link;
    SecretStore secrets{folder.filePath(QStringLiteral("profile"))};
    std::unique_ptr<SettingsPage> page;

    explicit SettingsBench(const QByteArray &text = ownSettings)
    {
        secrets.useFile(true);
        link.setSettingsFile(folder.filePath(QStringLiteral("settings.conf")));
        link.setSettingsText(text);
        page = std::make_unique<SettingsPage>(link, secrets);
        page->resize(1024, 700);
        page->show();
        page->activateWindow();
        (void)QTest::qWaitForWindowActive(page.get());
    }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return page->findChild<Widget *>(QString::fromLatin1(name));
    }
    /// The control of a setting's field.
    template <typename Widget>
    [[nodiscard]] Widget *control(const char *field) const
    {
        auto *widget = find<QWidget>(field);
        return widget == nullptr ? nullptr : widget->findChild<Widget *>();
    }
    [[nodiscard]] QString problemAt(const char *field) const
    {
        auto *label = find<QWidget>(field)->findChild<QLabel *>(QStringLiteral("problem"));
        return label->isHidden() ? QString() : label->text();
    }
    [[nodiscard]] MessageBar *bar() const { return find<MessageBar>("settingsBar"); }

    void click(const char *button) const
    {
        auto *widget = find<QAbstractButton>(button);
        const bool isBox = qobject_cast<QCheckBox *>(widget) != nullptr;  // wider than its text
        QTest::mouseClick(widget, Qt::LeftButton, {},
                          isBox ? QPoint(10, widget->height() / 2) : QPoint());
    }
    /// Puts a text in the place of a field's, key by key.
    void type(QLineEdit *edit, const QString &text) const
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    void type(const char *field, const char *text) const
    {
        type(control<QLineEdit>(field), QString::fromUtf8(text));
    }
    /// Clicks on a row of a list.
    void choose(const char *list, int row) const
    {
        auto *widget = find<QListWidget>(list);
        const QRect place = widget->visualItemRect(widget->item(row));
        QTest::mouseClick(widget->viewport(), Qt::LeftButton, {}, place.center());
    }
    /// Chooses in a combo box, as a person does.
    void pick(QComboBox *combo, const QString &text) const
    {
        const int index = combo->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }
    /// Of the first folder of the user that is shown.
    void pickRights(const char *name) const
    {
        pick(find<QComboBox>("rightsSet"), QString::fromUtf8(name));
    }
    /// Clicks a button of the next question by its text without the '&'.
    void answerNext(const QString &button, QString *asked = nullptr) const
    {
        QTimer::singleShot(0, qApp, [button, asked] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (box == nullptr)
                return;
            if (asked != nullptr)
                *asked = box->text();
            for (QAbstractButton *candidate : box->buttons())
                if (candidate->text().remove(QLatin1Char('&')) == button)
                    return QTest::mouseClick(candidate, Qt::LeftButton);
            box->reject();
        });
    }
    [[nodiscard]] QByteArray text() const { return link.settings().text; }
};

}  // namespace cosftp::test
