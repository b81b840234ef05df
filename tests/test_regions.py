"""Names of places in the names of bodies and in titles."""

import pytest

from ingest.regions import leading_place, level_of, place_in


@pytest.mark.parametrize(
    ("name", "place", "level"),
    [
        pytest.param("临沧市云县教育体育局", "临沧市云县", "县", id="one-character-county"),
        pytest.param("广州市越秀区人民政府办公室", "广州市越秀区", "区", id="city-and-district"),
        pytest.param("四川省成都市新都区教育局", "四川省成都市新都区", "区", id="three-levels"),
        pytest.param("中共岚溪县委教育工作领导小组", "岚溪县", "县", id="party-body"),
        pytest.param("岚溪市市场监督管理局", "岚溪市", "市", id="market-bureau"),
        pytest.param("乐山市市中区教育局", "乐山市市中区", "区", id="district-called-centre"),
        pytest.param("大同市城区教育局", "大同市城区", "区", id="district-called-town"),
        pytest.param("盐城市教育局", "盐城市", "市", id="name-ends-in-城"),
        pytest.param("上海市浦东新区教育局", "上海市浦东新区", "区", id="new-area"),
        pytest.param("新疆维吾尔自治区教育厅", "新疆维吾尔自治区", "省", id="autonomous-region"),
        pytest.param("恩施土家族苗族自治州教育局", "恩施土家族苗族自治州", "市", id="autonomous-prefecture"),
        pytest.param("长阳土家族自治县教育局", "长阳土家族自治县", "县", id="autonomous-county"),
        pytest.param("教育部办公厅", "", None, id="national"),
        pytest.param("区教育局", "", None, id="no-name"),
        pytest.param("各县（市、区）教育局", "", None, id="all-counties"),
    ],
)
def test_a_body_begins_with_its_place(name: str, place: str, level: str | None):
    """The longest chain of places that a body's name begins with, and the level of the last."""
    assert leading_place(name) == place
    assert level_of(place) == level


@pytest.mark.parametrize(
    ("title", "place"),
    [
        pytest.param("岚溪区课后服务实施方案", "岚溪区", id="at-the-start"),
        pytest.param("关于印发岚溪区课后服务实施方案的通知", "岚溪区", id="after-印发"),
        pytest.param("关于印发《汀州市岚溪区课后服务实施方案》的通知", "汀州市岚溪区", id="in-title-marks"),
        pytest.param("义务教育阶段学校课后服务实施方案", None, id="none"),
        pytest.param("全市中小学校长会议召开", None, id="whole-city"),
        pytest.param("关于做好全区中小学安全工作的通知", None, id="whole-district"),
        pytest.param("关于推进教育强区建设的实施意见", None, id="strong-district"),
        pytest.param("关于进一步加强城区学校管理的通知", None, id="town-area"),
        pytest.param("关于加强智慧城市建设的意见", None, id="smart-city"),
        pytest.param("关于加强中小学校区管理的通知", None, id="campus"),
    ],
)
def test_a_title_names_its_place_or_none(title: str, place: str | None):
    """Common nouns that end like places (全市, 强区, 城区, 城市) are none."""
    assert place_in(title) == place
