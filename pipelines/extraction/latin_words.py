"""Words that tell what a run of capitalised Latin words is: a body, a firm, a place, a person, or none of them."""

from __future__ import annotations

LEGAL = frozenset(
    "Limited LIMITED Ltd LTD Inc Incorporated Corporation Corp GmbH AG SE LLC LLP PLC plc Pte Pty Holdings Holding Group Company Co Oy AB ASA BV NV SpA".split()
)
#: Heads of bodies, by kind. “X of Y” and “X for Y” are one name behind them.
BODIES = {
    **dict.fromkeys(
        "University College Institute Academy School Laboratory Laboratories Polytechnic Faculty Conservatory".split(),
        "academy",
    ),
    **dict.fromkeys("Centre Center".split(), "academy"),
    **dict.fromkeys(
        "Bureau Authority Council Commission Department Ministry Government Agency Office Administration Secretariat Committee Court Consulate Embassy Directorate".split(),
        "gov",
    ),
    **dict.fromkeys(
        "Association Alliance Society Chamber Federation Foundation Union League Club".split(), "society"
    ),
    **dict.fromkeys(
        "Bank Capital Fund Ventures Partners Securities Insurance Reinsurance Exchange Trust Investments".split(),
        "money",
    ),
    **dict.fromkeys("Hospital Clinic Museum Library Orchestra".split(), "other"),
    **dict.fromkeys("Press Times Daily News Herald Television".split(), "media"),
}
PLACES = frozenset(
    "Park Parks Tower Towers Building House Zone Technopole Port Plaza Hall Loop Complex Campus Square Mansion Block Hub".split()
)
TRADES = frozenset(
    "Technologies Technology Tech Therapeutics Pharmaceuticals Pharma Pharmaceutical Biotech Biotechnology Biosciences Bioscience Biopharma Biologics "
    "Bio Biomedical Medical Healthcare Diagnostics Devices Genomics Genetics Gene Genes Robotics Robots Semiconductor Semiconductors "
    "Microelectronics Electronics Electric Electrics Photonics Optics Optical Optoelectronics Instruments Instrument Sensors Sensing Systems Software "
    "Equipment Operations Rail Railways Tunnelling Biosystems Biosystem Lifesciences Bionics Avionics Laser Lasers Proteomics Sensor Semiconductor Bioworks Motion "
    "Computing Cloud Data Networks Network Telecom Communications Wireless Energy Power Solar Battery Batteries Materials Chemicals Chemical Chemistry "
    "Steel Metals Mining Motors Motor Automotive Trucks Vehicles Mobility Aerospace Aviation Airlines Marine Maritime Shipping Logistics Express "
    "Engineering Construction Builders Contractors Architects Designs Studio Studios Elevators Lifts Properties Property Land "
    "Developments Industries Industrial Manufacturing Machinery Tools Precision Automation Controls Intelligence Innovations Solutions Services Consulting "
    "Advisory Legal Media Pictures Films Entertainment Games Foods Food Beverages Breweries Brewing Agriculture Farms Farmaceutici Pharmacie "
    "Labs Lab Quantum Satellite Drones Environmental Renewables Hydrogen Textiles Fashion Retail "
    "Computers Semi Silicon Chips Displays Imaging Vision Audio Acoustics Neuro Neurotech Biolabs Oncology Vaccines Cell Cells Nano Nanotech Fintech "
    "Payments Enterprises International Brothers Works Foundry Dynamics Digital Interactive Analytics Security Storage Interfaces".split()
)
#: Fields that “and” and commas join inside a name: Science and Technology Parks, Innovation, Technology and Industry.
FIELDS = frozenset(
    "Innovation Science Sciences Technology Commerce Economic Economy Industry Industries Trade Transport Logistics Health Food Environment Ecology "
    "Environmental Culture Sports Tourism Development Reform Information Informatization Education Research Labour Labor Welfare Home Youth Financial "
    "Finance Treasury Services Security Works Planning Natural Resources Housing Urban Rural Water Agriculture Fisheries Conservation Engineering "
    "Medicine Communications Intellectual Standards Arts Law Business Design Applied Advanced Mechanical Electrical Civil Safety Exchange Technical "
    "Investment Promotion Enterprise Statistics Customs Excise Immigration Energy Space Constitutional Mainland Affairs".split()
)
#: What may stand at the head of a run without belonging to a name.
NOT_FIRST = frozenset(
    "The An A In On At By With And But For From Under Between Both As After Before When While During This That These Those Its It He She They We I You Or "
    "If Or Nor So Yet Until Since Now Then There Here What Why How Where Who Which Earlier Later Also Another Other Others Some Many Most Each Every No Not "
    "All Any Such About Among Against Over Despite Although Though Because Unlike Like Today Yesterday Tomorrow Last Next New Of To Chinese British "
    "American German French Japanese Korean Swiss Swedish Norwegian Finnish Danish Dutch Italian Spanish Portuguese Israeli Singaporean Canadian "
    "Australian Russian Indian European Asian Nordic January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday CEO CTO CFO COO Chairman Chairwoman President Director Professor Prof Mr Ms Mrs Dr Sir Dame Minister "
    "Secretary Founder Managing Executive Novelist Researchers Officials Residents Lunch Consider Officer Chief Deputy Vice Spokesman Spokeswoman Shares "
    "Founded Based Signed According Meanwhile However Moreover Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Building-based".split()
)
#: What a run may consist of without being anybody: places, days, languages.
NOBODY = frozenset(
    "Hong Kong Shenzhen China Chinese Beijing Shanghai Guangzhou Guangdong Macao Macau Taiwan Taipei Singapore Futian Hetao Luohu Nanshan Qianhai Longgang "
    "Bayannur Mongolia Inner Yellow River Greater Bay Area Loop Lok Ma Chau San Tin Northern Metropolis Yuen Long Dongguan Guiyang Langfang Milan London "
    "Tokyo Seoul Incheon Lisbon Paris Berlin Zurich Geneva Boston California Europe Asia Asian European Mainland Series AI DNA IT IPO GDP CEO CTO MoU "
    "HK US UK EU UN Lunar Year New Kiruna Series COVID South North East West Central District City Province State Kowloon Territories Island".split()
)
COUNTRIES = frozenset(
    "Netherlands Sweden Norway Denmark Finland Germany France Italy Spain Portugal Switzerland Austria Belgium Israel Japan Korea India Russia Brazil "
    "Canada Australia Ireland Poland Shenzhen Beijing Milan".split()
)
PERSON_BEFORE = frozenset(
    "Mr Ms Mrs Dr Professor Prof Sir Dame Madam novelist author founder chairman director engineer scientist".split()
)
